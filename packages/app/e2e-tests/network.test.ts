import { expect, picture, test } from './test';

test('sees the network with its hub and its edges', async ({
  page,
  expectAccessible,
}) => {
  await expect(
    page.getByRole('link', { name: '3 of 3 edges reachable' }),
  ).toBeVisible();
  await picture(page, 'networks');
  await expectAccessible();

  await page.getByRole('link', { name: 'Acme', exact: true }).click();
  for (const cluster of ['hub, hub', 'paris', 'berlin', 'dallas']) {
    await expect(
      page.getByRole('button', { name: `${cluster}, Reachable` }),
    ).toBeVisible();
  }
  await picture(page, 'topology');
  await expectAccessible();

  await page.getByRole('tab', { name: 'Clusters' }).click();
  const paris = page.getByRole('row', { name: /^paris/ });
  await expect(paris).toContainText('v1.');
  await expectAccessible();

  await page.getByRole('tab', { name: 'Applications' }).click();
  await expect(page.getByRole('row', { name: /^storefront/ })).toContainText(
    'Healthy',
  );
  await expectAccessible();

  await page.getByRole('tab', { name: 'Rules' }).click();
  await expect(
    page.getByText('Applications tagged retail run on clusters tagged retail'),
  ).toBeVisible();
  await expectAccessible();
});

test('distributes an application by pull request', async ({
  page,
  context,
  expectAccessible,
  demo,
}) => {
  await page.goto('/van/acme');
  await page.getByRole('button', { name: 'Change…' }).click();
  await page.getByRole('menuitem', { name: 'Distribute an application' }).click();

  await page.getByLabel('Name').fill('loyalty');
  await page.getByRole('combobox', { name: 'Tags' }).fill('loyalty');
  await page.keyboard.press('Enter');
  await page.getByLabel('Namespace').fill('loyalty');
  await page
    .getByLabel('Repository')
    .fill(`${demo.addresses.forge}/acme/loyalty.git`);
  await page.getByLabel('Folder').fill('deploy');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('combobox', { name: 'Clusters tagged' }).fill('retail');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Next' }).click();

  const arrive = page.getByRole('region', { name: 'Arrive' });
  await expect(page.getByText('2 arrive')).toBeVisible();
  await expect(arrive.getByRole('listitem')).toHaveCount(2);
  await expect(arrive).toContainText('loyalty → berlin');
  await expect(arrive).toContainText('loyalty → paris');
  await expect(arrive).toContainText('because rule loyalty matches');
  await picture(page, 'plan');
  await expectAccessible();

  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Open pull request' }).click();
  const link = page.getByRole('link', { name: 'Pull request' });
  await expect(link).toBeVisible();

  const forge = await context.newPage();
  await forge.goto((await link.getAttribute('href')) ?? '');
  await expect(forge.getByText('2 arrive')).toBeVisible();
  if (process.env.VANSTAGE_SCREENSHOTS === '1') {
    await picture(forge, 'pull-request');
  }

  await page.goto('/van/acme/applications/loyalty');
  await forge.getByRole('button', { name: 'Merge pull request' }).click();
  await expect(forge.getByText('Merged')).toBeVisible();

  // The page follows by itself: nothing is reloaded from here on.
  await page.goto('/van/acme/applications/loyalty');
  await expect(page.getByText('Healthy', { exact: true })).toHaveCount(2);
  await picture(page, 'application');
});

test('says of a cut edge that it is gone, and of its applications that they are unknown', async ({
  page,
  demo,
}) => {
  await page.goto('/van/acme');
  await demo.cut('berlin');
  await expect(
    page.getByRole('button', { name: /^berlin, Gone since/ }),
  ).toBeVisible();
  await picture(page, 'edge-gone');

  await page.goto('/van/acme/clusters/berlin');
  await expect(page.getByText(/Unknown · last seen Healthy/).first()).toBeVisible();
  await expect(page.getByText('Healthy', { exact: true })).toHaveCount(0);

  await demo.restore('berlin');
  await expect(page.getByText('Reachable').first()).toBeVisible();
  await expect(page.getByText('Healthy', { exact: true }).first()).toBeVisible();
});

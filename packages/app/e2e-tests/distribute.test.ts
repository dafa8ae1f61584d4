import { chromiumPath, noChromium } from './chromium';
import { expect, picture, test } from './test';

test.skip(!chromiumPath, noChromium);

test('distributes an application by pull request', async ({
  page,
  context,
  expectAccessible,
  demo,
}) => {
  await page.goto('/van/acme');
  await page.getByRole('button', { name: 'Change…' }).click();
  await page
    .getByRole('menuitem', { name: /Distribute an application/ })
    .click();

  const field = (name: string) =>
    page.getByRole('textbox', { name, exact: true });
  const addTag = async (name: RegExp, tag: string) => {
    await page.getByRole('combobox', { name }).fill(tag);
    await page.keyboard.press('Enter');
  };
  await field('Name').fill('loyalty');
  await addTag(/^Tags/, 'customers');
  await field('Git repository').fill(
    `${demo.addresses.forge}/acme/loyalty.git`,
  );
  await field('Folder').fill('deploy');
  await field('Namespace').fill('loyalty');
  await page.getByRole('button', { name: 'Next' }).click();

  await addTag(/^Clusters tagged/, 'retail');
  await expectAccessible('form');
  await page.getByRole('button', { name: 'Next' }).click();

  const arrive = page.getByRole('region', { name: 'Arrive' });
  await expect(arrive.getByRole('listitem')).toHaveCount(2);
  await expect(arrive).toContainText('loyalty → berlin');
  await expect(arrive).toContainText('loyalty → paris');
  await expect(arrive).toContainText(
    /because rule\s*loyalty\s*matches\s*customers\s*→\s*retail/i,
  );
  await picture(page, 'plan');
  await expectAccessible('form');

  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Open pull request' }).click();
  const link = page.getByRole('link', { name: 'Pull request' });
  await expect(link).toBeVisible();

  const forge = await context.newPage();
  await forge.goto((await link.getAttribute('href')) ?? '');
  await expect(forge.getByText('2 arrive').first()).toBeVisible();
  await picture(forge, 'pull-request');

  await page.goto('/van/acme/applications');
  await expect(page.getByRole('row', { name: /^storefront/ })).toBeVisible();
  await forge.getByRole('button', { name: 'Merge pull request' }).click();
  await expect(forge.getByText(/^Merged/).first()).toBeVisible();

  // The page follows by itself: it is not loaded again.
  const row = page.getByRole('row', { name: /^loyalty/ });
  await expect(row).toContainText('Healthy', { timeout: 60_000 });
  await row.click();
  const runsOn = page.getByRole('complementary');
  await expect(
    runsOn.getByText('Healthy', { exact: true }).filter({ visible: true }),
  ).toHaveCount(2);
  await expect(runsOn.getByRole('link', { name: 'berlin' })).toBeVisible();
  await expect(runsOn.getByRole('link', { name: 'paris' })).toBeVisible();
  await expect(runsOn.getByRole('link', { name: 'dallas' })).toHaveCount(0);
  await picture(page, 'application');
});

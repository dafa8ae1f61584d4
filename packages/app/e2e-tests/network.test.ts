import { chromiumPath, noChromium } from './chromium';
import { expect, picture, test } from './test';

test.skip(!chromiumPath, noChromium);

test('sees the network with its hub and its edges', async ({
  page,
  expectAccessible,
}) => {
  await expect(
    page.getByRole('link', { name: /5\s*of 6 edges reachable/ }),
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

  const tab = (name: string) =>
    page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name });
  await tab('Clusters').click();
  await expect(page.getByRole('row', { name: /^paris/ })).toContainText(
    /Reachable.*aws · eu-west-3.*\d+ ms/,
  );
  await picture(page, 'clusters');
  await expectAccessible();

  await tab('Applications').click();
  await expect(page.getByRole('row', { name: /^storefront/ })).toContainText(
    'Healthy',
  );
  await expectAccessible();

  await tab('Rules').click();
  await expect(page.getByRole('row', { name: /^retail/ })).toContainText(
    /Applications tagged\s*retail\s*run on clusters tagged\s*retail/,
  );
  await picture(page, 'rules');
  await expectAccessible();
});

test('shows a cluster in the catalog with what runs there', async ({
  page,
}) => {
  await expect(async () => {
    await page.goto('/catalog/default/resource/acme.paris');
    await expect(page.getByText('paris answers through the VAN.')).toBeVisible({
      timeout: 5_000,
    });
  }).toPass();

  await page.getByRole('link', { name: 'Applications' }).click();
  await expect(page.getByRole('link', { name: 'storefront' })).toBeVisible();
});

test('asks for nothing while nothing changes', async ({ page }) => {
  // It waits for three of the signals that come every 20 seconds.
  test.slow();
  let signals = 0;
  page.on('websocket', socket => {
    socket.on('framereceived', () => {
      signals += 1;
    });
  });
  const signal = async (count: number) =>
    expect.poll(() => signals, { timeout: 120_000 }).toBeGreaterThan(count);
  await page.goto('/van/acme/applications');
  await expect(page.getByRole('row', { name: /^storefront/ })).toBeVisible();

  // The first signal after a page was opened may cause one more request; a repeated one does not.
  await signal(1);
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  await signal(signals);
  expect(asked).toEqual([]);
});

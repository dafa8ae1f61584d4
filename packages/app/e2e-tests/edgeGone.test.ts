import { chromiumPath, noChromium } from './chromium';
import { expect, picture, test } from './test';

test.skip(!chromiumPath, noChromium);

test('says of a cut edge that it is gone, and of its applications that they are unknown', async ({
  page,
  demo,
}) => {
  await page.goto('/van/acme/topology?selected=berlin');
  await expect(
    page.getByRole('button', { name: 'berlin, Reachable' }),
  ).toBeVisible();

  await demo.cut('berlin');
  await expect(
    page.getByRole('button', { name: /^berlin, Gone since/ }),
  ).toBeVisible();
  const placement = (application: string) =>
    page
      .getByRole('complementary')
      .getByRole('listitem')
      .filter({
        has: page.getByRole('link', { name: application, exact: true }),
      });
  for (const application of ['storefront', 'telemetry']) {
    await expect(placement(application)).toContainText(
      'Unknown · last seen Healthy',
    );
  }
  await picture(page, 'edge-gone');

  await demo.restore('berlin');
  await expect(
    page.getByRole('button', { name: 'berlin, Reachable' }),
  ).toBeVisible();
  for (const application of ['storefront', 'telemetry']) {
    await expect(placement(application)).not.toContainText('Unknown');
    await expect(placement(application)).toContainText('Healthy');
  }
});

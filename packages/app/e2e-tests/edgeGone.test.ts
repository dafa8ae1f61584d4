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
  const panel = page.getByRole('complementary');
  // What Argo CD still says stands behind details.
  const healthy = panel
    .getByText('Healthy', { exact: true })
    .filter({ visible: true });
  await expect(panel.getByText(/Unknown · last seen Healthy/)).toHaveCount(2);
  await expect(healthy).toHaveCount(0);
  await picture(page, 'edge-gone');

  await demo.restore('berlin');
  await expect(
    page.getByRole('button', { name: 'berlin, Reachable' }),
  ).toBeVisible();
  await expect(healthy).toHaveCount(2);
});

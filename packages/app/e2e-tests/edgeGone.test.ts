import { expect, picture, test } from './test';

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
  await expect(panel.getByText(/Unknown · last seen Healthy/)).toHaveCount(2);
  await expect(panel.getByText('Healthy', { exact: true })).toHaveCount(0);
  await picture(page, 'edge-gone');

  await demo.restore('berlin');
  await expect(
    page.getByRole('button', { name: 'berlin, Reachable' }),
  ).toBeVisible();
  await expect(panel.getByText('Healthy', { exact: true })).toHaveCount(2);
});

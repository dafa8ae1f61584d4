import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Demo } from './demo';

interface Fixtures {
  /** Holds when axe finds nothing serious on the page, or in a part of it. */
  expectAccessible: (part?: string) => Promise<void>;
}

/** A demo that runs for all tests of a worker, and a page on which a guest has signed in to it. */
export const test = base.extend<Fixtures, { demo: Demo }>({
  demo: [
    async ({}, provide) => {
      const demo = await Demo.start();
      await provide(demo);
      await demo.stop();
    },
    // A demo of real programs takes minutes on a busy machine.
    { scope: 'worker', timeout: 480_000 },
  ],
  baseURL: async ({ demo }, provide) => provide(demo.addresses.portal),
  page: async ({ page }, provide) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Enter' }).click();
    await expect(
      page.getByRole('link', { name: 'Networks' }).first(),
    ).toBeVisible();
    await provide(page);
  },
  expectAccessible: async ({ page }, provide) =>
    provide(async (part = '#root') => {
      // What is being refreshed is pale for a moment.
      await expect(async () => {
        const { violations } = await new AxeBuilder({ page })
          .include(part)
          .analyze();
        const serious = violations.filter(({ impact }) =>
          ['serious', 'critical'].includes(impact ?? ''),
        );
        expect(
          serious.map(({ id, nodes }) => [id, nodes.map(node => node.html)]),
        ).toEqual([]);
      }).toPass({ timeout: 20_000 });
    }),
});

/** Takes a picture for the docs when asked to. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.VANSTAGE_SCREENSHOTS === '1') {
    await page.mouse.move(0, 0);
    await page.screenshot({ path: `docs/images/${name}.png` });
  }
}

export { expect };

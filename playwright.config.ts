import { defineConfig } from '@playwright/test';

/**
 * Each test starts the demo itself, as a person does (packages/app/e2e-tests/demo.ts), so there is no web server here.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  workers: 1,
  outputDir: '.vanstage/test-results/browser',
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
  },
});

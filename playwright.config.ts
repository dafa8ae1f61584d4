import { defineConfig } from '@playwright/test';
import {
  chromiumPath,
  launchOptions,
  noChromium,
} from './packages/app/e2e-tests/chromium';

if (!chromiumPath && !process.env.TEST_WORKER_INDEX) {
  console.warn(`The browser tests are skipped: ${noChromium}.`);
}

/**
 * Each test starts the demo itself, as a person does (packages/app/e2e-tests/demo.ts), so there is no web server here.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  workers: 1,
  // Seven real clusters on one machine do not always keep up.
  retries: process.env.VANSTAGE_REAL_SERVERS === '1' ? 1 : 0,
  outputDir: '.vanstage/test-results/browser',
  use: {
    launchOptions,
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    viewport: { width: 1440, height: 900 },
  },
});

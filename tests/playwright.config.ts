import { defineConfig } from "@playwright/test";
import { findBrowser, noBrowser } from "./support/browser.ts";

const browser = await findBrowser();
if (!browser) {
  process.stderr.write(`${noBrowser}\n`);
  process.exit(1);
}

/** The journeys: a few long ways through the product in a real browser, one at a time on one server. */
export default defineConfig({
  testDir: "journeys",
  outputDir: "../test-results",
  fullyParallel: false,
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1366, height: 768 },
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: browser.path,
      args: [...browser.args],
      // Without a language of UTF-8 a browser calls files with Chinese names "download".
      env: { ...process.env, LANG: "C.UTF-8" },
    },
  },
});

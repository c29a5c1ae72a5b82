import { defineConfig } from "@playwright/test";

/** `npm run test:e2e` starts the installation, finds the browser and says so in the environment. */
const app = process.env.TEST_APP ? (JSON.parse(process.env.TEST_APP) as { url: string }) : null;
if (!app || !process.env.CHROME) {
  throw new Error("The browser tests need an installation of their own: run `npm run test:e2e [-- FILTER]`.");
}

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: ".local/test/playwright",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 90_000,
  // The machine may be small and busy; no test waits for a time, only for what it expects.
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json"]],
  use: {
    baseURL: app.url,
    actionTimeout: 15_000,
    locale: "en-US",
    timezoneId: process.env.TEST_ZONE,
    // Filming each test for the few that fail takes the processor from all of them. At home what each page held is
    // kept; where nobody opens a trace (CI is set) the picture and the page's words of the moment of failure remain.
    trace: process.env.CI ? "off" : { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROME,
      // Chromium's sandbox needs rights that root in a container does not have.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    {
      name: "desktop",
      // The field app is the phone's, as is a customer's page; a journey opens a window of each width itself.
      testIgnore: ["field-*.spec.ts", "whole-journey.spec.ts", "portal.spec.ts", "visits-phone.spec.ts"],
      use: { viewport: { width: 1440, height: 900 } },
    },
    {
      name: "phone",
      // Planning by keys, in two windows side by side, in bulk, and watching what phones do is the desk's; what starts
      // an installation of its own does so once.
      testIgnore: [
        "planning.spec.ts",
        "bulk.spec.ts",
        "live.spec.ts",
        "office-field-work.spec.ts",
        "database-down.spec.ts",
        "sign-up-modes.spec.ts",
        // A role is made in the matrix of the desk; its cards on a phone are looked at where the matrix is.
        "rights.spec.ts",
        // Six thousand rows go in once; what a phone shows of it is looked at there.
        "imports.spec.ts",
      ],
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
});

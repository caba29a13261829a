/** The browser journeys: one browser, one worker, one deployment for all of them (see globalSetup.ts). */
import { defineConfig } from "@playwright/test";
import { browserFlags } from "../support/browser";
import { STAGE } from "./support/stageEnvironment";

// Set by globalSetup before a worker starts; this file is read again there.
const executablePath = process.env[STAGE.browser];

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "../../test-results",
  globalSetup: "./globalSetup.ts",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    trace: "off",
    launchOptions: {
      args: browserFlags,
      chromiumSandbox: false,
      ...(executablePath ? { executablePath } : {}),
    },
  },
});

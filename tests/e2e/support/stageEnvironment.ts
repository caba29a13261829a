/** Names under which globalSetup tells the workers what it started, and the instant the journeys live at. */

export const STAGE = {
  browser: "E2E_BROWSER",
  origin: "E2E_ORIGIN",
  engineUrl: "E2E_ENGINE_URL",
  pagesDir: "E2E_PAGES_DIR",
  issuerPort: "E2E_ISSUER_PORT",
  engineLog: "E2E_ENGINE_LOG_FILE",
  clockShiftMs: "E2E_CLOCK_SHIFT_MS",
} as const;

/**
 * A Sunday, ten in the morning in Riyadh: shops are open, one technician has his day off, and nothing depends on when
 * the tests are run. Engine and pages get their clocks shifted by the same amount; time then flows as usual.
 */
export const STAGE_STARTS_AT = Date.parse("2026-03-01T10:00:00+03:00");

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the journeys through the Playwright config`);
  return value;
}

/** Address of the pages. */
export const origin = (): string => required(STAGE.origin);
/** Folder of the built pages. */
export const pagesDir = (): string => required(STAGE.pagesDir);
/** Address of the deployment itself. */
export const engineUrl = (): string => required(STAGE.engineUrl);
/** Where the deployment expects another sign-in service; whoever needs one starts it there. */
export const issuerPort = (): number => Number(required(STAGE.issuerPort));
/** What the engine ran, line by line. */
export const engineLog = (): string => required(STAGE.engineLog);
export const clockShiftMs = (): number => Number(required(STAGE.clockShiftMs));
/** Now, as engine and pages see it. */
export const stageNow = (): number => Date.now() + clockShiftMs();

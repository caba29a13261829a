/**
 * Finds a Chromium that really starts on this machine: the one named by `CHROMIUM`, the system's, or the one that comes
 * from npm. Every candidate is launched once; a file that exists but cannot run does not count.
 */
import { access, constants } from "node:fs/promises";
import { chromium } from "@playwright/test";
import sparticuz from "@sparticuz/chromium";

/** Flags for a quiet browser without a sandbox, with WebGL drawn in software. */
export const browserFlags = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--enable-unsafe-swiftshader",
];

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const START_WITHIN_MS = 30_000;

interface Candidate {
  origin: string;
  locate: () => Promise<string>;
}

/** Null when `executable` starts the way the journeys will start it, else why not. */
async function reasonNotToStart(executable: string): Promise<string | null> {
  try {
    await access(executable, constants.X_OK);
    const browser = await chromium.launch({
      executablePath: executable,
      args: browserFlags,
      chromiumSandbox: false,
      timeout: START_WITHIN_MS,
    });
    await browser.close();
    return null;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return "not there";
    const missing = /error while loading shared libraries: ([^:\s]+)/.exec(message)?.[1];
    if (missing) return `the system library ${missing} is missing`;
    return message.split("\n")[0] ?? message;
  }
}

/**
 * Path of a browser that starts.
 * @throws with one line per candidate saying what is missing, when none does.
 */
export async function findBrowser(): Promise<string> {
  const named = process.env["CHROMIUM"];
  const candidates: Candidate[] = [
    ...(named ? [{ origin: "CHROMIUM", locate: async () => named }] : []),
    ...systemPaths.map((path) => ({ origin: "system", locate: async () => path })),
    { origin: "npm package @sparticuz/chromium", locate: () => sparticuz.executablePath() },
  ];
  const refused: string[] = [];
  for (const { origin, locate } of candidates) {
    const located = await locate().catch((error: unknown) => {
      refused.push(`  ${origin}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    });
    if (located === null) continue;
    const reason = await reasonNotToStart(located);
    if (reason === null) return located;
    refused.push(`  ${origin} ${located}: ${reason}`);
  }
  throw new Error(
    `No Chromium starts on this machine. Install one (Debian: apt-get install chromium) or name one with CHROMIUM.\n${refused.join("\n")}`,
  );
}

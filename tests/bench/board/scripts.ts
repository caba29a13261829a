/** The scripts a page has loaded, and what they weigh compressed. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

export interface Shipped {
  readonly files: number;
  readonly gzipBytes: number;
  /** By address, largest first. */
  readonly parts: readonly (readonly [name: string, gzipBytes: number])[];
}

/** Listens from now on; the answer tells what had been asked for before an instant of the page's own clock. */
export function scriptsOf(page: Page): (before: number) => Promise<Shipped> {
  const bodies = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" || response.status() !== 200) return;
    const name = new URL(response.url()).pathname;
    bodies.set(
      name,
      // A page that was left before it arrived has no body to weigh.
      response.body().then(
        (body) => gzipSync(body).length,
        () => 0,
      ),
    );
  });
  return async (before) => {
    const begun = new Set(
      await page.evaluate(
        (instant) =>
          performance
            .getEntriesByType("resource")
            .filter(({ startTime }) => startTime < instant)
            .map(({ name }) => new URL(name).pathname),
        before,
      ),
    );
    const loaded = [...bodies].filter(([name]) => begun.has(name));
    const parts = await Promise.all(loaded.map(async ([name, size]) => [name, await size] as const));
    parts.sort(([, a], [, b]) => b - a);
    return { files: parts.length, gzipBytes: parts.reduce((sum, [, size]) => sum + size, 0), parts };
  };
}

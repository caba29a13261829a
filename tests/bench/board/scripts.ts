/** The scripts a page has loaded, and what they weigh compressed. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

export interface Shipped {
  readonly files: number;
  readonly gzipBytes: number;
  /** By address, largest first. */
  readonly parts: readonly (readonly [name: string, gzipBytes: number])[];
}

/** Listens from now on; the answer tells what has been loaded up to the moment it is asked. */
export function scriptsOf(page: Page): () => Promise<Shipped> {
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
  return async () => {
    const parts = await Promise.all([...bodies].map(async ([name, size]) => [name, await size] as const));
    parts.sort(([, a], [, b]) => b - a);
    return { files: parts.length, gzipBytes: parts.reduce((sum, [, size]) => sum + size, 0), parts };
  };
}

/** Frames of a page while something is done with it: the time between two of them, as the page itself sees it. */
import type { Page } from "@playwright/test";
import { median, quantile } from "../statistics";

export interface Frames {
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Share of the main thread that scripts took, 0…1. */
  readonly scriptShare: number;
}

interface Recorder {
  maydanFrames?: { times: number[]; on: boolean };
}

export async function framesDuring(page: Page, work: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const scriptSeconds = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
  };
  await page.evaluate(() => {
    const recorder = { times: [] as number[], on: true };
    (globalThis as Recorder).maydanFrames = recorder;
    const tick = (at: number): void => {
      recorder.times.push(at);
      if (recorder.on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  const [scriptBefore, startedAt] = [await scriptSeconds(), performance.now()];
  await work();
  const [scriptAfter, endedAt] = [await scriptSeconds(), performance.now()];
  const times = await page.evaluate(() => {
    const recorder = (globalThis as Recorder).maydanFrames;
    if (!recorder) return [];
    recorder.on = false;
    return recorder.times;
  });
  await session.detach();
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  if (gaps.length === 0) throw new Error("the page drew no frame");
  return {
    medianMs: median(gaps),
    p95Ms: quantile(gaps, 0.95),
    scriptShare: ((scriptAfter - scriptBefore) * 1000) / (endedAt - startedAt),
  };
}

/** Drags the map to and fro for some seconds. */
export async function pan(page: Page, ms: number): Promise<void> {
  const box = await page.locator("[data-drop=map] canvas").first().boundingBox();
  if (!box) throw new Error("no map is drawn");
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const until = performance.now() + ms;
  // Somewhere without a symbol: a press on one would lift it. Shift keeps the lift off and pans all the same.
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  for (let step = 0; performance.now() < until; step += 1) {
    const angle = step / 9;
    await page.mouse.move(middle.x + Math.cos(angle) * 90, middle.y + Math.sin(angle) * 60);
  }
  await page.mouse.up();
}

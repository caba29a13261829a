/** The crash test at the length of a test run; `npm run torture` goes on from here. */
import { expect, test } from "vitest";
import pastSeeds from "./pastSeeds.json";
import { torture } from "./torture";

const past: { seed: number; kills: number; because: string }[] = pastSeeds;

test.each(past)(
  "CL-5 a seed that failed before: $because",
  async ({ seed, kills }) => {
    await torture({ seed, kills });
  },
  300_000,
);

test("CL-5 CL-6 EX-3 SC-2 SC-3 FI-2 PU-2 fifty kills under load break no promise", async () => {
  const report = await torture({ seed: 20_261_121, kills: 50, restEvery: 25 });
  expect(report.kills).toBeGreaterThanOrEqual(50);
  for (const kind of [
    "transfer",
    "schedule",
    "cancel",
    "action",
    "actionJob",
    "upload",
    "storeHere",
  ] as const) {
    expect(report.acknowledged[kind] ?? 0).toBeGreaterThan(0);
  }
  expect(report.pushes).toBeGreaterThan(1);
}, 400_000);

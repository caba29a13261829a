/**
 * How long after a deadline its escalation is on a screen: ten thousand clocks run, each with its own scheduled function;
 * some of them fall due one after another, then many at the same instant. The screen is an official client that
 * subscribes to the escalations of the branch.
 */
import { ConvexClient } from "convex/browser";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { median, quantile } from "../statistics";
import { abreast, CALLS_AT_ONCE, type LoadedCompany } from "./loadedCompany";

export interface DeadlineDelays {
  readonly running: number;
  /** Milliseconds from the deadline to the screen. */
  readonly apart: { readonly median: number; readonly p95: number; readonly slowest: number };
  /** From the common deadline to the last of them on the screen. */
  readonly together: { readonly count: number; readonly last: number };
}

const THRESHOLD_MS = 30 * 60_000;
const PER_CALL = 25;
const APART_MS = 400;
/** From the last ticket's creation to the first deadline. */
const LEAD_MS = 4_000;
const FIRST_SERIAL = 20_000_000;
/** Most that is waited for the last escalation. */
const PATIENCE_MS = 60_000;

/** When each escalation of the branch came to be seen, by ticket number. */
async function watch(company: LoadedCompany): Promise<{ client: ConvexClient; seenAt: Map<string, number> }> {
  const token = await company.tokenOf("ziad@waha.demo");
  const client = new ConvexClient(company.engine.url);
  client.setAuth(() => Promise.resolve(token));
  const seenAt = new Map<string, number>();
  await new Promise<void>((resolve) => {
    client.onUpdate(
      api.escalations.list,
      {
        branchId: company.branchId as Id<"branches">,
        state: "open",
        level: null,
        type: null,
        paginationOpts: { cursor: null, numItems: 100 },
      },
      ({ page }) => {
        for (const { number } of page) if (!seenAt.has(number)) seenAt.set(number, Date.now());
        resolve();
      },
    );
  });
  return { client, seenAt };
}

/** `clocks` run, `apart` of them fall due one after another and `together` at once. */
export async function measureDeadlines(
  company: LoadedCompany,
  counts: { readonly clocks: number; readonly apart: number; readonly together: number },
  onStep: (step: string) => void,
): Promise<DeadlineDelays> {
  const { branchId } = company;
  await company.run("bench/load:countOnTheClock", { thresholdMs: THRESHOLD_MS });
  let serial = FIRST_SERIAL;
  let made = 0;
  /** Makes tickets whose first promise is due at these instants; answers their numbers in that order. */
  const promise = async (dueAt: readonly number[]): Promise<string[]> => {
    const first = serial;
    serial += dueAt.length;
    const calls = Array.from({ length: Math.ceil(dueAt.length / PER_CALL) }, (_, call) => call * PER_CALL);
    const numbers = new Map<number, string[]>();
    await abreast(CALLS_AT_ONCE, calls, async (from) => {
      const batch = dueAt.slice(from, from + PER_CALL);
      const answer = await company.run<string[]>("bench/load:promised", {
        branchId,
        firstSerial: first + from,
        requestedAt: batch.map((at) => at - THRESHOLD_MS),
      });
      numbers.set(from, answer);
      made += batch.length;
      onStep(`${made.toLocaleString("en")} clocks`);
    });
    return calls.flatMap((from) => numbers.get(from) ?? []);
  };
  const later = Date.now() + THRESHOLD_MS - 1_000;
  await promise(Array.from({ length: counts.clocks }, (_, index) => later - (index % 60_000)));
  const running = await company.run<number>("bench/load:running", { branchId });
  const { client, seenAt } = await watch(company);
  const arrivals = async (numbers: readonly string[]): Promise<void> => {
    const until = Date.now() + PATIENCE_MS;
    while (numbers.some((number) => !seenAt.has(number))) {
      if (Date.now() > until) throw new Error("an escalation never came to the screen");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const delayOf = (number: string, dueAt: number) => (seenAt.get(number) ?? Number.NaN) - dueAt;

  const first = Date.now() + LEAD_MS;
  const dueApart = Array.from({ length: counts.apart }, (_, index) => first + index * APART_MS);
  const apart = await promise(dueApart);
  await arrivals(apart);
  const delays = apart.map((number, index) => delayOf(number, dueApart[index] ?? 0));

  const instant = Date.now() + LEAD_MS;
  const together = await promise(Array.from({ length: counts.together }, () => instant));
  await arrivals(together);
  await client.close();
  return {
    running,
    apart: { median: median(delays), p95: quantile(delays, 0.95), slowest: Math.max(...delays) },
    together: {
      count: together.length,
      last: Math.max(...together.map((number) => delayOf(number, instant))),
    },
  };
}

/**
 * Rejected promises, noticed while the code that rejects them still runs. Node tells of unhandled ones only after the
 * current step, which is too late for a query's answer.
 * Node's own hook reads `process.domain` each time a promise is rejected while nothing waits for it; a getter there
 * counts. Most of these are handled a moment later (`await` of a call that failed at once), so a count that moved is a
 * reason to look closer and nothing more.
 */
import { inspect } from "node:util";
import { promiseHooks } from "node:v8";

let count = 0;
let isCounting = false;

/** Rejections without a handler so far, in the whole process. */
export function rejectionCount(): number {
  if (!isCounting) {
    isCounting = true;
    Object.defineProperty(process, "domain", {
      configurable: true,
      get: () => {
        count += 1;
        return undefined;
      },
    });
  }
  return count;
}

/** Promises that `work` left rejected and that nothing ever waited for. Slow: every promise is noted. */
export function unhandledIn(work: () => void): Promise<unknown>[] {
  const made = new Set<Promise<unknown>>();
  /** Who waits, for whom: what `then` returns, and what `await` makes for itself. */
  const waiting = new Map<Promise<unknown>, Promise<unknown>>();
  let latest: Promise<unknown> | null = null;
  const stop = promiseHooks.onInit((promise, parent) => {
    made.add(promise);
    if (parent !== undefined) {
      // `await` of a plain value: the promise around it names its async function as parent and waits for nothing.
      if (parent === latest && !isPending(parent)) waiting.delete(parent);
      waiting.set(promise, parent);
    }
    latest = promise;
  });
  try {
    work();
  } finally {
    Reflect.apply(stop, undefined, []);
  }
  const awaited = new Set(waiting.values());
  return [...made].filter((promise) => !awaited.has(promise) && isRejected(promise));
}

let forgiving = 0;

/** What Node announces of the current step belongs to a call that failed for it already. */
export function forgiveThisTurn(): void {
  forgiving += 1;
  setImmediate(() => {
    forgiving -= 1;
  });
}

export function isForgiving(): boolean {
  return forgiving > 0;
}

function isPending(promise: Promise<unknown>): boolean {
  return /^[^{]*\{\s*<pending>/.test(inspect(promise, { depth: 0 }));
}

function isRejected(promise: Promise<unknown>): boolean {
  return /^[^{]*\{\s*<rejected>/.test(inspect(promise, { depth: 0 }));
}

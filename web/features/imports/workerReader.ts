/* The page side of the import worker, with the same face as the reader itself. */
import type { ImportAnswer, ImportRequest } from "./importMessages";
import type { ImportReader } from "./importReader";

type Unnumbered<R> = R extends { readonly id: number } ? Omit<R, "id"> : never;

interface Waiting {
  readonly settle: (answer: ImportAnswer) => void;
  readonly fail: (error: Error) => void;
  readonly onProgress: ((share: number) => void) | undefined;
}

/** Starts a worker; `close()` ends it and everything it was doing. */
export function createWorkerReader(): ImportReader {
  const worker = new Worker(new URL("./importWorker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  worker.addEventListener("message", (event: MessageEvent<ImportAnswer>) => {
    const answer = event.data;
    const asked = waiting.get(answer.id);
    if (asked === undefined) return;
    if (answer.kind === "progress") {
      asked.onProgress?.(answer.share);
      return;
    }
    waiting.delete(answer.id);
    if (answer.kind === "failed") asked.fail(new Error(answer.message));
    else asked.settle(answer);
  });
  worker.addEventListener("error", (event) => {
    for (const asked of waiting.values()) asked.fail(new Error(event.message));
    waiting.clear();
  });

  function ask(
    request: Unnumbered<ImportRequest>,
    onProgress?: (share: number) => void,
  ): Promise<ImportAnswer> {
    lastId += 1;
    const id = lastId;
    return new Promise((settle, fail) => {
      waiting.set(id, { settle, fail, onProgress });
      worker.postMessage({ ...request, id });
    });
  }

  return {
    async read(file, encoding) {
      const answer = await ask({ kind: "read", file, encoding });
      if (answer.kind !== "read") throw new Error(`unexpected answer ${answer.kind}`);
      return answer.result;
    },
    async check(mapping, zone, now, onProgress) {
      const answer = await ask({ kind: "check", mapping, zone, now }, onProgress);
      if (answer.kind !== "check") throw new Error(`unexpected answer ${answer.kind}`);
      return answer.result;
    },
    async batch(index) {
      const answer = await ask({ kind: "batch", index });
      if (answer.kind !== "batch") throw new Error(`unexpected answer ${answer.kind}`);
      return answer.rows;
    },
    close: () => worker.terminate(),
  };
}

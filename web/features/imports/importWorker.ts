/* The worker side: one reader, answering the page's messages. Keeps the page free while a large file is read. */
import type { ImportAnswer, ImportRequest } from "./importMessages";
import { createImportReader } from "./importReader";

const reader = createImportReader();

function answer(message: ImportAnswer): void {
  self.postMessage(message);
}

async function handle(request: ImportRequest): Promise<void> {
  const { id } = request;
  switch (request.kind) {
    case "read":
      return answer({ id, kind: "read", result: await reader.read(request.file, request.encoding) });
    case "check": {
      const onProgress = (share: number) => answer({ id, kind: "progress", share });
      const result = await reader.check(request.mapping, request.zone, request.now, onProgress);
      return answer({ id, kind: "check", result });
    }
    case "batch":
      return answer({ id, kind: "batch", rows: await reader.batch(request.index) });
  }
}

self.addEventListener("message", (event: MessageEvent<ImportRequest>) => {
  handle(event.data).catch((error: unknown) =>
    answer({ id: event.data.id, kind: "failed", message: String(error) }),
  );
});

/**
 * One `paginate()`: from a cursor for so many documents, or exactly to an end cursor when the client fixed one (then a
 * page neither loses nor gains rows at its borders while its data changes). Journals carry that end cursor over reruns.
 */
import type { QueryPageArgs, QueryPageResult } from "../transaction/api";
import type { DocumentVersion } from "../transaction/document";
import { invalidArgument } from "../transaction/errors";
import { TRANSACTION_LIMITS } from "../transaction/limits";
import type { JSONObject } from "../values/json";
import { type CursorCodec, fingerprintOf, type Position } from "./cursor";
import { type Plan, planIdentity } from "./plan";
import { QueryStream, type StreamContext } from "./stream";

const MAX_PAGE_SIZE = 32_000;
/** A page this long is slow to rerun on every change inside it. */
const LONG_PAGE_ROWS = 500;
const RECOMMEND_SHARE = 0.75;

/** A page whose rows are kept as text; they are parsed only if somebody asks. */
export class Page implements QueryPageResult {
  constructor(
    readonly documents: readonly DocumentVersion[],
    readonly isDone: boolean,
    readonly continueCursor: string,
    readonly splitCursor: string | null,
    readonly pageStatus: QueryPageResult["pageStatus"],
  ) {}

  get page(): JSONObject[] {
    return this.documents.map((document) => document.copy());
  }

  /** JSON text of the array of documents. */
  get pageText(): string {
    return `[${this.documents.map((document) => document.text).join(",")}]`;
  }
}

export interface PageRequest extends QueryPageArgs {
  component: string;
  /** End cursor of an earlier run, see `Transaction.journalIn`. Ignored if it belongs to another query. */
  journal: string | null;
}

export function readPage(
  request: PageRequest,
  plan: Plan,
  codec: CursorCodec,
  context: StreamContext,
): { page: Page; journal: string | null } {
  checkPageSize(request.pageSize);
  const fingerprint = fingerprintOf([request.component, ...planIdentity(plan), request.query]);
  const start = request.cursor === null ? undefined : codec.decode(request.cursor, fingerprint);
  const end = endPosition(request, codec, fingerprint);
  if (start === null) {
    const cursor = codec.encode(null, fingerprint);
    return { page: new Page([], true, cursor, null, null), journal: journalFor(request, cursor) };
  }
  const stream = new QueryStream(plan, context, { start, end });
  const reader = new PageReader(stream, request, end !== undefined);
  reader.run();
  const position = end !== undefined && !reader.stoppedEarly ? end : reader.done ? null : stream.position;
  const continueCursor = codec.encode(position, fingerprint);
  const splitKey = reader.middleKey();
  const page = new Page(
    reader.documents,
    position === null,
    continueCursor,
    splitKey === undefined ? null : codec.encode(splitKey, fingerprint),
    reader.status(),
  );
  return { page, journal: journalFor(request, continueCursor) };
}

class PageReader {
  readonly documents: DocumentVersion[] = [];
  /** A row or byte maximum cut the page short. */
  stoppedEarly = false;
  /** The scan reached the end of its range. */
  done = false;
  readonly #keys: string[] = [];
  #bytes = 0;

  constructor(
    readonly stream: QueryStream,
    readonly request: QueryPageArgs,
    readonly hasEnd: boolean,
  ) {}

  run(): void {
    const { pageSize, maximumRowsRead, maximumBytesRead } = this.request;
    for (;;) {
      if (!this.hasEnd) {
        if (this.documents.length >= pageSize) return;
        // At least one row per page, or the client would never get past it.
        const tooMany =
          this.#keys.length > 0 &&
          ((maximumRowsRead !== null && this.#keys.length >= maximumRowsRead) ||
            (maximumBytesRead !== null && this.#bytes >= maximumBytesRead));
        if (tooMany) {
          this.stoppedEarly = true;
          return;
        }
      }
      const document = this.stream.scanOne();
      if (document === null) {
        this.done = true;
        return;
      }
      this.#keys.push(this.stream.position);
      this.#bytes += document.size;
      if (this.stream.passes(document)) this.documents.push(document);
    }
  }

  middleKey(): string | undefined {
    return this.#keys.length < 2 ? undefined : this.#keys[Math.floor(this.#keys.length / 2) - 1];
  }

  status(): QueryPageResult["pageStatus"] {
    if (this.stoppedEarly) return "SplitRequired";
    const { maximumRowsRead, maximumBytesRead } = this.request;
    const rowLimit = Math.min(maximumRowsRead ?? Infinity, TRANSACTION_LIMITS.documentsRead);
    const byteLimit = Math.min(maximumBytesRead ?? Infinity, TRANSACTION_LIMITS.bytesRead);
    const isLong =
      this.#keys.length >= 2 &&
      (this.#keys.length > RECOMMEND_SHARE * rowLimit ||
        this.#bytes > RECOMMEND_SHARE * byteLimit ||
        this.documents.length > LONG_PAGE_ROWS);
    return isLong ? "SplitRecommended" : null;
  }
}

function checkPageSize(pageSize: number): void {
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw invalidArgument(`\`options.numItems\` must be a positive integer. Received \`${pageSize}\`.`);
  }
  if (pageSize > MAX_PAGE_SIZE) {
    throw invalidArgument(`\`options.numItems\` must be at most ${MAX_PAGE_SIZE}. Received \`${pageSize}\`.`);
  }
}

/** Undefined: read `pageSize` documents. The client's end cursor wins over the journal. */
function endPosition(request: PageRequest, codec: CursorCodec, fingerprint: Buffer): Position | undefined {
  if (request.endCursor !== null) return codec.decode(request.endCursor, fingerprint);
  if (request.journal === null) return undefined;
  try {
    return codec.decode(request.journal, fingerprint);
  } catch {
    // The code changed since the journal was written; the page starts over with its nominal size.
    return undefined;
  }
}

function journalFor(request: PageRequest, continueCursor: string): string | null {
  return request.endCursor === null ? continueCursor : null;
}

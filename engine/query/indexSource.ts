/**
 * Documents of an interval of an index, and the record of how much of it was read: from where the scan began up to the
 * last document handed out, or all of it once the scan came to its end.
 */
import type { DocumentVersion } from "../transaction/document";
import { indexKeyOf, type Interval } from "../transaction/readSet";
import type { IndexPlan, KeyRange } from "./plan";
import { IndexScan } from "./scan";
import type { PageBounds, Source, StreamContext } from "./stream";

export class IndexSource implements Source {
  readonly #scan: IndexScan | undefined;
  readonly #interval: Interval;
  readonly #range: KeyRange;
  readonly #descending: boolean;

  constructor(plan: IndexPlan, context: StreamContext, bounds: PageBounds) {
    const range = boundedRange(plan, bounds);
    this.#range = range;
    this.#descending = plan.order === "desc";
    const isEmpty = range.lo >= range.hi;
    const edge = this.#descending ? range.hi : range.lo;
    this.#interval = { lo: edge, hi: edge, closed: false };
    if (!isEmpty) {
      const indexKey = plan.index?.key ?? indexKeyOf(context.component, plan.table, plan.indexName);
      context.reads.addRange(indexKey, this.#interval);
    }
    this.#scan =
      plan.index === undefined || isEmpty
        ? undefined
        : new IndexScan(plan.index, range, plan.order, context.overlay);
  }

  get position(): string {
    return this.#scan?.key ?? "";
  }

  next(): DocumentVersion | null {
    const document = this.#scan?.next() ?? null;
    if (document === null) {
      this.#interval.lo = this.#range.lo;
      this.#interval.hi = this.#range.hi;
      this.#interval.closed = false;
    } else if (this.#descending) {
      this.#interval.lo = this.position;
    } else {
      this.#interval.hi = this.position;
      this.#interval.closed = true;
    }
    return document;
  }
}

/** Between two positions: behind the row at `start`, up to and including the row at `end`. */
function boundedRange({ range, order }: IndexPlan, { start, end }: PageBounds): KeyRange {
  let { lo, hi } = range;
  const after = start === undefined ? undefined : `${start}\0`;
  if (order === "asc") {
    if (after !== undefined && after > lo) lo = after;
    if (typeof end === "string" && `${end}\0` < hi) hi = `${end}\0`;
  } else {
    if (start !== undefined && start < hi) hi = start;
    if (typeof end === "string" && end > lo) lo = end;
  }
  return { lo, hi };
}

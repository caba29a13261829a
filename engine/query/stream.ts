/**
 * Running a plan: scan, then operators, one document at a time. What it scanned — and nothing beyond — is recorded as
 * read and charged, filtered-out documents included.
 */
import type { DocumentVersion } from "../transaction/document";
import type { TableOverlay } from "../transaction/overlay";
import type { Interval, RecordedReads } from "../transaction/readSet";
import { indexKeyOf } from "../transaction/readSet";
import type { KeyRange, Plan } from "./plan";
import { IndexScan } from "./scan";

export interface StreamContext {
  component: string;
  reads: RecordedReads;
  overlay: () => TableOverlay | undefined;
  /** Called for each scanned document before it is filtered; throws when a budget is used up. */
  onScan: (document: DocumentVersion) => void;
}

export class QueryStream {
  readonly #scan: IndexScan | undefined;
  readonly #interval: Interval;
  readonly #range: KeyRange;
  readonly #descending: boolean;
  readonly #plan: Plan;
  readonly #remaining: number[];
  readonly #onScan: (document: DocumentVersion) => void;
  #finished = false;

  constructor(plan: Plan, context: StreamContext, range: KeyRange = plan.range) {
    this.#plan = plan;
    this.#range = range;
    this.#descending = plan.order === "desc";
    this.#onScan = context.onScan;
    this.#remaining = plan.operators.map((operator) => (operator.kind === "limit" ? operator.count : 0));
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

  /** Key of the last scanned document, "" before the first. */
  get position(): string {
    return this.#scan?.key ?? "";
  }

  /** The interval was read to its end (and not merely until a limit). */
  exhausted = false;

  /** The next document that passes every operator, or null when there is none. */
  next(): DocumentVersion | null {
    for (;;) {
      const document = this.scanOne();
      if (document === null) return null;
      if (this.passes(document)) return document;
    }
  }

  /** Scans one document without applying the operators; null at the end, or when a limit allows no more. */
  scanOne(): DocumentVersion | null {
    if (this.#finished || this.#limitReached()) {
      this.#finished = true;
      return null;
    }
    const document = this.#scan?.next() ?? null;
    if (document === null) {
      this.#finished = true;
      this.exhausted = true;
      this.#interval.lo = this.#range.lo;
      this.#interval.hi = this.#range.hi;
      this.#interval.closed = false;
      return null;
    }
    if (this.#descending) {
      this.#interval.lo = this.position;
    } else {
      this.#interval.hi = this.position;
      this.#interval.closed = true;
    }
    this.#onScan(document);
    return document;
  }

  /** Runs a scanned document through the operators; counts against their limits. */
  passes(document: DocumentVersion): boolean {
    const { operators } = this.#plan;
    for (let i = 0; i < operators.length; i++) {
      const operator = operators[i];
      if (operator === undefined) continue;
      if (operator.kind === "filter") {
        if (!operator.accepts(document.value)) return false;
      } else {
        const left = this.#remaining[i] ?? 0;
        if (left === 0) return false;
        this.#remaining[i] = left - 1;
      }
    }
    return true;
  }

  #limitReached(): boolean {
    const { operators } = this.#plan;
    for (let i = 0; i < operators.length; i++) {
      if (operators[i]?.kind === "limit" && this.#remaining[i] === 0) return true;
    }
    return false;
  }
}

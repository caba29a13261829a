/**
 * Running a plan: a source, then operators, one document at a time. What came out of the source — and nothing beyond —
 * is recorded as read (by the source) and charged, filtered-out documents included.
 */
import { SearchSource } from "../search/searchSource";
import type { DocumentVersion } from "../transaction/document";
import type { TableOverlay } from "../transaction/overlay";
import type { RecordedReads } from "../transaction/readSet";
import type { Position } from "./cursor";
import { IndexSource } from "./indexSource";
import type { Plan } from "./plan";

export interface StreamContext {
  component: string;
  reads: RecordedReads;
  /** Whether documents may change or go while the stream is read. */
  mayWrite: boolean;
  overlay: () => TableOverlay | undefined;
  /** The transaction's version of a document of the table. */
  current: (id: string) => DocumentVersion | undefined;
  /** Called for each scanned document before it is filtered; throws when a budget is used up. */
  onScan: (document: DocumentVersion) => void;
}

/** Where documents come from, before any operator. */
export interface Source {
  /** Of the document handed out last; "" before the first. */
  readonly position: string;
  /** Null at the end, and from then on. */
  next(): DocumentVersion | null;
}

/** The part of a query's documents that a page is about: behind `start`, up to and including `end`. */
export interface PageBounds {
  start?: string | undefined;
  end?: Position | undefined;
}

export class QueryStream {
  readonly #source: Source;
  readonly #plan: Plan;
  readonly #remaining: number[];
  readonly #onScan: (document: DocumentVersion) => void;
  #finished = false;

  constructor(plan: Plan, context: StreamContext, bounds: PageBounds = {}) {
    this.#plan = plan;
    this.#onScan = context.onScan;
    this.#remaining = plan.operators.map((operator) => (operator.kind === "limit" ? operator.count : 0));
    this.#source =
      plan.kind === "index"
        ? new IndexSource(plan, context, bounds)
        : new SearchSource(plan.index, plan.query, context, bounds, firstLimit(plan));
  }

  /** Of the last scanned document, "" before the first. */
  get position(): string {
    return this.#source.position;
  }

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
    const document = this.#finished || this.#limitReached() ? null : this.#source.next();
    if (document === null) this.#finished = true;
    else this.#onScan(document);
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

/** Most documents that are scanned: known where the first operator is a limit. */
function firstLimit(plan: Plan): number | undefined {
  const [first] = plan.operators;
  return first?.kind === "limit" ? first.count : undefined;
}

/**
 * Documents of a search, best first. The ranking is made when the first document is asked for and stays as it is.
 */
import type { PageBounds, Source, StreamContext } from "../query/stream";
import type { DocumentVersion } from "../transaction/document";
import { invalidArgument } from "../transaction/errors";
import { MAX_RESULTS, positionOf, rank, type Ranking } from "./ranking";
import type { TextIndex } from "./textIndex";
import type { TextQuery } from "./textQuery";

export class SearchSource implements Source {
  position = "";
  readonly #index: TextIndex;
  readonly #query: TextQuery;
  readonly #context: StreamContext;
  readonly #bounds: PageBounds;
  readonly #wanted: number;
  #ranking: Ranking | undefined;
  #next = 0;
  #end = Number.POSITIVE_INFINITY;

  /** `most`: how many documents are handed out at most, if that is known beforehand. */
  constructor(
    index: TextIndex,
    query: TextQuery,
    context: StreamContext,
    bounds: PageBounds,
    most = Number.POSITIVE_INFINITY,
  ) {
    this.#index = index;
    this.#query = query;
    this.#context = context;
    this.#bounds = bounds;
    // A page is a part of the whole; where a ranked document may be removed, one more is read than was thought.
    const isWhole = bounds.start === undefined && bounds.end === undefined && !context.mayWrite;
    this.#wanted = isWhole ? most : Number.POSITIVE_INFINITY;
    context.reads.addSearch(index.key, query);
  }

  next(): DocumentVersion | null {
    this.#ranking ??= this.#rank();
    while (this.#next < this.#end) {
      const hit = this.#ranking.hits[this.#next];
      if (hit === undefined) return null;
      if (this.#next >= MAX_RESULTS) {
        throw invalidArgument(
          `The search of index ${this.#index.table}.${this.#index.definition.name} has more than ${MAX_RESULTS} results, and no more can be read. Take fewer, or narrow it with a filter field.`,
        );
      }
      this.#next++;
      const document = this.#context.current(hit.id);
      // Removed since the ranking was made.
      if (document === undefined) continue;
      this.position = positionOf(hit);
      return document;
    }
    return null;
  }

  #rank(): Ranking {
    const overlay = this.#context.overlay();
    const segments =
      overlay === undefined || overlay.pending.size === 0
        ? [{ segment: this.#index.segment, hidden: new Set<number>() }]
        : overlay.texts(this.#index).segments;
    const ranking = rank(segments, this.#query, this.#wanted);
    const { start, end } = this.#bounds;
    if (start !== undefined) this.#next = ranking.rankAfter(start);
    if (typeof end === "string") this.#end = ranking.rankAfter(end);
    return ranking;
  }
}

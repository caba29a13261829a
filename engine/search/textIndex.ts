/**
 * One declared search index of a table: its committed segment, and how a document becomes an entry of it.
 */
import type { DocumentVersion } from "../transaction/document";
import { indexKeyOf } from "../transaction/readSet";
import { fieldAt } from "../values/encoding";
import { encodeSortKey } from "../values/sortKey";
import type { SearchIndexDefinition } from "./definitions";
import type { SearchTouches } from "./searchReads";
import { TextEntry } from "./textEntry";
import { TextSegment } from "./textSegment";

export class TextIndex {
  /** Name under which searches and writes meet, as for database indexes. */
  readonly key: string;
  readonly segment: TextSegment;
  readonly #searchPath: readonly string[];
  readonly #filterPaths: readonly (readonly string[])[];

  constructor(
    component: string,
    readonly table: string,
    public definition: SearchIndexDefinition,
  ) {
    this.key = indexKeyOf(component, table, definition.name);
    this.segment = new TextSegment(definition.filterFields.length);
    this.#searchPath = definition.searchField.split(".");
    this.#filterPaths = definition.filterFields.map((field) => field.split("."));
  }

  /** Null: the search field is missing or no string, so no search finds the document. */
  entryOf(document: DocumentVersion): TextEntry | null {
    const text = fieldAt(document.value, this.#searchPath);
    if (typeof text !== "string") return null;
    return new TextEntry(
      text,
      this.#filterPaths.map((path) => encodeSortKey(fieldAt(document.value, path))),
    );
  }

  add(document: DocumentVersion): void {
    const entry = this.entryOf(document);
    if (entry !== null) this.segment.add(document.id, document.creationTime, entry);
  }

  /** A commit's change of one document; a search that had or gets it is touched. */
  apply(before: DocumentVersion | undefined, after: DocumentVersion | null, touches: SearchTouches): void {
    const old = before === undefined ? null : this.entryOf(before);
    const next = after === null ? null : this.entryOf(after);
    if (old !== null) touches.add(this.key, old);
    if (next !== null && !(old !== null && next.equals(old))) touches.add(this.key, next);
    if (old !== null && before !== undefined) {
      if (next === null) this.segment.remove(before.id, old);
      else this.segment.replace(before.id, old, next);
    } else if (next !== null && after !== null) {
      this.segment.add(after.id, after.creationTime, next);
    }
  }
}

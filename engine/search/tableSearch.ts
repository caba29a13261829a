/** The search and vector indexes of one table: declared by its schema, filled at load, changed by commits. */
import type { DocumentVersion } from "../transaction/document";
import type { SearchIndexDefinition, VectorIndexDefinition } from "./definitions";
import type { SearchTouches } from "./searchReads";
import { TextIndex } from "./textIndex";
import { VectorIndex } from "./vectorIndex";

export interface SearchDefinitions {
  searchIndexes: readonly SearchIndexDefinition[];
  vectorIndexes: readonly VectorIndexDefinition[];
}

export class TableSearch {
  readonly texts = new Map<string, TextIndex>();
  readonly vectors = new Map<string, VectorIndex>();

  constructor(
    readonly component: string,
    readonly table: string,
  ) {}

  /** Makes the indexes be exactly the declared ones; new and changed ones are built from the documents. */
  define(definitions: SearchDefinitions, documents: () => Iterable<DocumentVersion>): void {
    const fresh = [
      ...redefine(
        this.texts,
        definitions.searchIndexes,
        (definition) => new TextIndex(this.component, this.table, definition),
      ),
      ...redefine(this.vectors, definitions.vectorIndexes, (definition) => new VectorIndex(definition)),
    ];
    if (fresh.length === 0) return;
    for (const document of documents()) for (const index of fresh) index.add(document);
  }

  /** A committed document that no index knows yet. */
  add(document: DocumentVersion): void {
    for (const index of this.texts.values()) index.add(document);
    for (const index of this.vectors.values()) index.add(document);
  }

  apply(before: DocumentVersion | undefined, after: DocumentVersion | null, touches: SearchTouches): void {
    for (const index of this.texts.values()) index.apply(before, after, touches);
    for (const index of this.vectors.values()) index.apply(before, after);
  }
}

/** Drops what is not declared (any more, or like this), keeps what is, and returns what is new. */
function redefine<D extends { name: string; staged: boolean }, I extends { definition: D }>(
  indexes: Map<string, I>,
  definitions: readonly D[],
  create: (definition: D) => I,
): I[] {
  const wanted = new Map(definitions.map((definition) => [definition.name, definition]));
  for (const [name, index] of indexes) {
    const definition = wanted.get(name);
    if (definition !== undefined && isSameBesidesStaging(definition, index.definition)) {
      index.definition = definition;
      wanted.delete(name);
    } else {
      indexes.delete(name);
    }
  }
  return [...wanted].map(([name, definition]) => {
    const index = create(definition);
    indexes.set(name, index);
    return index;
  });
}

function isSameBesidesStaging(a: { staged: boolean }, b: { staged: boolean }): boolean {
  return JSON.stringify({ ...a, staged: true }) === JSON.stringify({ ...b, staged: true });
}

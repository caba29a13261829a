/**
 * Maps a position in an evaluated module back to the developer's file. Parsed lazily: only failures need it.
 */
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

export interface SourcePosition {
  source: string;
  line: number;
  column: number;
}

export class SourceMapper {
  readonly #text: string;
  #map: TraceMap | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  /** 1-based line and column in, 1-based line and column out; null where the map is silent. */
  original(line: number, column: number): SourcePosition | null {
    this.#map ??= new TraceMap(this.#text);
    const found = originalPositionFor(this.#map, { line, column: Math.max(0, column - 1) });
    if (found.source === null) return null;
    return { source: found.source, line: found.line, column: found.column + 1 };
  }
}

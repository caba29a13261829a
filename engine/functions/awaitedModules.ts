/**
 * Which modules of a component await while they load (`push/topLevelAwait.ts`), and which of them another one needs.
 * Everything else is loaded in one synchronous go.
 */
import { posix } from "node:path";
import type { Module } from "./application";

const mark = "module.topLevel = async";
const none: readonly string[] = [];

export class AwaitedModules {
  readonly #modules: ReadonlyMap<string, Module>;
  readonly #awaiting: ReadonlySet<string>;
  readonly #before = new Map<string, readonly string[]>();

  constructor(modules: ReadonlyMap<string, Module>) {
    this.#modules = modules;
    const paths = [...modules.keys()];
    this.#awaiting = new Set(paths.filter((path) => modules.get(path)?.record.code.includes(mark)));
  }

  /** What must have been loaded before `path` is, and `path` itself if it awaits: the needed ones first. */
  before(path: string): readonly string[] {
    if (this.#awaiting.size === 0) return none;
    let found = this.#before.get(path);
    if (found === undefined) {
      const ordered: string[] = [];
      this.#visit(path, new Set(), ordered);
      found = ordered;
      this.#before.set(path, found);
    }
    return found;
  }

  #visit(path: string, seen: Set<string>, ordered: string[]): void {
    const module = this.#modules.get(path);
    if (module === undefined || seen.has(path)) return;
    seen.add(path);
    for (const [, specifier = ""] of module.record.code.matchAll(/\brequire\("(\.[^"]+)"\)/g))
      this.#visit(posix.normalize(posix.join(posix.dirname(path), specifier)), seen, ordered);
    if (this.#awaiting.has(path)) ordered.push(path);
  }
}

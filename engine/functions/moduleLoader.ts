/**
 * CommonJS loading of pushed modules inside one realm: relative imports resolve within the component's module map,
 * every module is evaluated once per realm. What else may be imported is the `external` hook's decision.
 */
import { posix } from "node:path";
import type { ComponentCode, Module, ModuleFactory } from "./application";

export type ModuleExports = Record<string, unknown>;

interface LoadedModule {
  exports: ModuleExports;
  /** The body of a module that awaits while it loads. */
  topLevel?: () => Promise<unknown>;
  /** That body has not come to its end. */
  isUnfinished?: boolean;
}

export interface LoaderOptions {
  code: ComponentCode;
  /** Names the module body sees, joined with commas; the first three are `exports, require, module`. */
  parametersOf(module: Module): string;
  /** Evaluates the compiled wrapper in the realm. */
  evaluate(module: Module, parameters: string): ModuleFactory;
  /** Values of the parameters after the first three. */
  scope(module: Module): unknown[];
  /** A specifier that is no module of the push, such as `node:crypto`; throws when it may not be imported. */
  external(specifier: string, from: Module): unknown;
  /** Throws when a module may no longer be loaded (late `import()` in a transaction). */
  beforeLoad?(path: string): void;
}

/** Module path of `specifier` as imported from `from`. */
function resolveSpecifier(specifier: string, from: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

export class ModuleLoader {
  readonly #options: LoaderOptions;
  readonly #loaded = new Map<string, LoadedModule>();

  constructor(options: LoaderOptions) {
    this.#options = options;
  }

  /** Exports of a module; evaluates it and its imports on first use. */
  load(path: string): ModuleExports {
    const known = this.#loaded.get(path);
    if (known?.isUnfinished === true)
      throw new Error(`Module '${path}' awaits while it loads: it cannot be loaded as late as this.`);
    if (known !== undefined) return known.exports;
    const loaded = this.#evaluate(path);
    if (loaded.isUnfinished === true)
      throw new Error(`Module '${path}' awaits while it loads: it cannot be loaded as late as this.`);
    return loaded.exports;
  }

  /** Modules to `begin` and `finish`, one after the other, before `load(path)` can be answered at once. */
  unfinishedBefore(path: string): readonly string[] {
    const awaited = this.#options.code.awaitedBefore(path);
    if (awaited.length === 0) return awaited;
    return awaited.filter((needed) => this.#loaded.get(needed)?.isUnfinished !== false);
  }

  /** Loads a module up to its first await. The promise is one of the realm in which it runs. */
  begin(path: string): Promise<unknown> | undefined {
    // What another call began and never ended is begun afresh.
    return this.#evaluate(path).topLevel?.();
  }

  /** The promise of `begin` was fulfilled. */
  finish(path: string): void {
    const loaded = this.#loaded.get(path);
    if (loaded !== undefined) loaded.isUnfinished = false;
  }

  #evaluate(path: string): LoadedModule {
    const module = this.#options.code.modules.get(path);
    if (module === undefined) throw new Error(`Could not find module '${path}'`);
    this.#options.beforeLoad?.(path);
    const loaded: LoadedModule = { exports: {} };
    this.#loaded.set(path, loaded);
    try {
      const factory = this.#options.evaluate(module, this.#options.parametersOf(module));
      const require = (specifier: string): unknown => this.#require(specifier, module);
      factory(loaded.exports, require, loaded, ...this.#options.scope(module));
      if (loaded.topLevel !== undefined) loaded.isUnfinished = true;
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
    return loaded;
  }

  #require(specifier: string, from: Module): unknown {
    if (specifier.startsWith(".")) return this.load(resolveSpecifier(specifier, from.record.path));
    return this.#options.external(specifier, from);
  }
}

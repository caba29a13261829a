/**
 * The pushed code in memory: modules ready to evaluate and what analysis found in them, per component.
 * Immutable; a push makes a new one. Holds no realms (`realmPool.ts`) and no storage (`push/codeStore.ts`).
 */
import { Script } from "node:vm";
import { childPath, type ComponentInstance, rootInstance } from "../components/instance";
import type { UdfType } from "../execution/api";
import type { ComponentPath, JSONValue } from "../values/json";
import type { ValidatorJSON } from "../values/validatorJson";
import { AwaitedModules } from "./awaitedModules";
import { parseFunctionPath } from "./functionPath";
import { SourceMapper } from "./sourceMapper";

export type ModuleEnvironment = "isolate" | "node";

export interface FunctionInfo {
  /** `dir/mod.js` */
  module: string;
  /** Export name. */
  name: string;
  udfType: UdfType | "httpAction";
  visibility: "public" | "internal" | null;
  /** Null accepts anything. */
  args: ValidatorJSON | null;
  returns: ValidatorJSON | null;
}

export interface CronSpec {
  /** `mod:fn` */
  name: string;
  args: JSONValue[];
  schedule: { type: string; [key: string]: JSONValue };
}

/** What is stored of one module; `code` is CommonJS text. */
export interface ModuleRecord {
  path: string;
  environment: ModuleEnvironment;
  /** Hash the CLI computes over the bundle and its source map. */
  sha256: string;
  code: string;
  sourceMap: string | null;
  functions: FunctionInfo[];
  /** `[path, method]` of `http.ts`, else null. */
  httpRoutes: [string, string][] | null;
  cronSpecs: Record<string, CronSpec> | null;
}

/** The call signature of a compiled module. */
export type ModuleFactory = (...scope: unknown[]) => void;

/** A module with its compiled script, shared by all realms that evaluate it. */
export class Module {
  readonly record: ModuleRecord;
  readonly fileName: string;
  readonly #scripts = new Map<string, Script>();
  #mapper: SourceMapper | null = null;

  /** @param definition where the component's code is; "" for the app. */
  constructor(definition: string, record: ModuleRecord) {
    this.record = record;
    this.fileName = `convex:/${definition === "" ? "" : `${definition}/`}${record.path}`;
  }

  /** Compiled once per scope; `parameters` are the names the module body sees as its scope. */
  script(parameters: string): Script {
    let script = this.#scripts.get(parameters);
    if (script === undefined) {
      script = new Script(`(function (${parameters}) {\n${this.record.code}\n})`, {
        filename: this.fileName,
        lineOffset: -1,
      });
      this.#scripts.set(parameters, script);
    }
    return script;
  }

  get mapper(): SourceMapper | null {
    if (this.record.sourceMap === null) return null;
    this.#mapper ??= new SourceMapper(this.record.sourceMap);
    return this.#mapper;
  }
}

/** The code of the app or of a component, shared by all instances of it. */
export class DefinitionCode {
  readonly modules: ReadonlyMap<string, Module>;
  readonly #functions = new Map<string, FunctionInfo>();
  readonly #awaited: AwaitedModules;

  constructor(path: string, records: readonly ModuleRecord[]) {
    this.modules = new Map(records.map((record) => [record.path, new Module(path, record)]));
    this.#awaited = new AwaitedModules(this.modules);
    for (const record of records)
      for (const info of record.functions) this.#functions.set(`${info.module}:${info.name}`, info);
  }

  /** Modules that await while they load and that `path` needs, itself included: in the order to load them. */
  awaitedBefore(path: string): readonly string[] {
    return this.#awaited.before(path);
  }

  find(module: string, name: string): FunctionInfo | null {
    return this.#functions.get(`${module}:${name}`) ?? null;
  }
}

/** One instance: its place in the tree and the code it runs. */
export class ComponentCode {
  readonly instance: ComponentInstance;
  readonly #code: DefinitionCode;

  constructor(instance: ComponentInstance, code: DefinitionCode) {
    this.instance = instance;
    this.#code = code;
  }

  /** The app alone, or a definition while it is analysed. */
  static alone(records: readonly ModuleRecord[], instance = rootInstance()): ComponentCode {
    return new ComponentCode(instance, new DefinitionCode(instance.definition, records));
  }

  get path(): ComponentPath {
    return this.instance.path;
  }

  get modules(): ReadonlyMap<string, Module> {
    return this.#code.modules;
  }

  awaitedBefore(path: string): readonly string[] {
    return this.#code.awaitedBefore(path);
  }

  find(module: string, name: string): FunctionInfo | null {
    return this.#code.find(module, name);
  }
}

export interface ImportPhase {
  /** Epoch ms of the push: `Date.now()` while modules load. */
  nowMs: number;
  /** Four 32-bit numbers: `Math.random()` while modules load. */
  seed: readonly number[];
}

export class Application {
  readonly components: ReadonlyMap<ComponentPath, ComponentCode>;
  readonly importPhase: ImportPhase;
  #byFileName: Map<string, Module> | null = null;

  constructor(components: Iterable<ComponentCode>, importPhase: ImportPhase) {
    this.components = new Map(Array.from(components, (component) => [component.path, component]));
    this.importPhase = importPhase;
  }

  static empty(): Application {
    return new Application([], { nowMs: 0, seed: [1, 2, 3, 4] });
  }

  find(component: ComponentPath, path: string): FunctionInfo | null {
    const { module, name } = parseFunctionPath(path);
    return this.components.get(component)?.find(module, name) ?? null;
  }

  instance(component: ComponentPath): ComponentInstance | undefined {
    return this.components.get(component)?.instance;
  }

  /** Path of the child that `parent` has mounted under this name, or null. */
  child(parent: ComponentPath, name: string): ComponentPath | null {
    const path = childPath(parent, name);
    return !name.includes("/") && this.components.has(path) ? path : null;
  }

  /** The module whose compiled script carries this file name, for stack traces. */
  moduleByFileName(fileName: string): Module | null {
    this.#byFileName ??= new Map(
      Array.from(this.components.values()).flatMap((component) =>
        Array.from(component.modules.values(), (module) => [module.fileName, module] as const),
      ),
    );
    return this.#byFileName.get(fileName) ?? null;
  }
}

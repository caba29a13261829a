/**
 * The push: receives the CLI's bundles, compiles and analyses them, checks the schema against the data, and activates
 * code, schema, crons and auth config in one commit. Until that commit the old version runs; if anything fails it
 * goes on running. Heavy state stays here between the CLI's steps, found by a push id.
 */
import { randomBytes } from "node:crypto";
import type { AuthProvider } from "../auth/config";
import { Application } from "../functions/application";
import { replaceMounts } from "../components/mountRows";
import { replaceCrons } from "../scheduler/cronRunner";
import { DeveloperError } from "../transaction/errors";
import type { MemoryFirstDatabase } from "../transaction/database";
import type { Transaction } from "../transaction/api";
import type { ComponentPath, JSONObject } from "../values/json";
import { HttpFailure, type PushService } from "./api";
import { appModules, instancesOf, readPush, type StoredPush, versionOf, writePush } from "./codeStore";
import {
  applicationOf,
  type PreparationOptions,
  preparePush,
  type PreparedPush,
  prepareSchemas,
  storedPush,
} from "./prepare";
import {
  analysisJson,
  apiSpecOf,
  type ComponentChange,
  type ComponentState,
  componentTreeJson,
  finishDiff,
  indexDiff,
} from "./pushAnswers";
import { parsePushBody } from "./requestBody";
import { forecastSchema } from "./schemaForecast";

const root = "";
/** Prepared pushes kept between `start_push` and `finish_push`. */
const maxPrepared = 8;

export interface PushServiceOptions extends PreparationOptions {
  database: MemoryFirstDatabase;
  /** Puts new code in force; called in the step of the activating commit. */
  activate(application: Application): void;
}

export class CodePushService implements PushService {
  readonly #options: PushServiceOptions;
  readonly #prepared = new Map<string, PreparedPush>();
  readonly #listeners = new Set<() => void>();
  #active: StoredPush | null;

  /** Reads the stored push; `application` is then what it holds. */
  constructor(options: PushServiceOptions) {
    this.#options = options;
    const { database, now } = options;
    this.#active = readPush(database.begin({ kind: "query", beginMs: now() }));
  }

  /** The stored push as code ready to run; empty before the first push. */
  storedApplication(): Application {
    return this.#active === null ? Application.empty() : applicationOf(this.#active);
  }

  getConfigHashes(_body: JSONObject): JSONObject {
    const active = this.#active;
    return {
      config: { functions: active?.facts.functionsDir ?? "convex/" },
      moduleHashes: appModules(active).map(({ path, sha256, environment }) => ({
        path,
        hash: sha256,
        environment,
      })),
      nodeDependencies: [],
      udfServerVersion: active?.facts.udfServerVersion ?? null,
    };
  }

  async evaluateSchema(body: JSONObject): Promise<JSONObject> {
    const prepared = await prepareSchemas(parsePushBody(body), this.#active, this.#options);
    for (const { instance, schema } of prepared)
      if (schema !== null) this.#refuseMalformedSchema(instance.path, schema);
    const definitions = new Set(prepared.map(({ instance }) => instance.definition));
    const known = this.#active?.modules ?? new Map<string, unknown>();
    return {
      componentSchemaEvaluations: Object.fromEntries(
        prepared.map(({ instance, schema }) => [
          instance.path,
          forecastSchema(this.#options.database, instance, schema),
        ]),
      ),
      newComponentDefinitions: [...definitions].filter((path) => path !== root && !known.has(path)),
    };
  }

  async evaluatePush(body: JSONObject): Promise<JSONObject> {
    const { schemaChange } = await this.startPush(body);
    return { schemaChange: schemaChange ?? {} };
  }

  async startPush(body: JSONObject): Promise<JSONObject> {
    const prepared = await this.#prepare(body);
    const pushId = randomBytes(8).toString("hex");
    this.#prepared.set(pushId, prepared);
    for (const old of this.#prepared.keys()) {
      if (this.#prepared.size <= maxPrepared) break;
      this.#prepared.delete(old);
    }
    const { database } = this.#options;
    const indexDiffs = prepared.instances.map(({ path, definition }): [string, JSONObject] => [
      path,
      indexDiff(database.schema(path), prepared.definitions.get(definition)?.schema ?? null),
    ]);
    return {
      environmentVariables: {},
      externalDepsId: null,
      componentDefinitionPackages: {},
      appAuth: prepared.facts.authProviders.map((provider) => ({ ...provider })),
      analysis: Object.fromEntries(
        Array.from(prepared.definitions, ([path, definition]) => [
          path,
          analysisJson(definition, prepared.facts),
        ]),
      ),
      app: componentTreeJson(prepared),
      schemaChange: {
        allocatedComponentIds: {},
        schemaIds: {},
        indexDiffs: Object.fromEntries(indexDiffs),
        pushId,
      },
    };
  }

  async waitForSchema(body: JSONObject): Promise<JSONObject> {
    const prepared = this.#find(body["schemaChange"]);
    for (const { path, schema } of schemasOf(prepared)) {
      const problem = schema === null ? null : this.#options.database.checkSchema(path, schema);
      if (problem !== null)
        return { type: "failed", error: problem.message, componentPath: path, tableName: problem.table };
    }
    return { type: "complete" };
  }

  async finishPush(body: JSONObject): Promise<JSONObject> {
    const started = body["startPush"];
    const prepared = this.#find(
      typeof started === "object" && started !== null && !Array.isArray(started)
        ? started["schemaChange"]
        : undefined,
    );
    const before = this.#active;
    const changes = body["dryRun"] === true ? this.#plan(prepared) : await this.#activate(prepared);
    return finishDiff(before, storedPush(prepared), changes);
  }

  reportPushCompleted(_body: JSONObject): JSONObject {
    return {};
  }

  authProviders(): readonly AuthProvider[] {
    return this.#active?.facts.authProviders ?? [];
  }

  onActivated(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  apiSpec(component: ComponentPath = root): JSONObject[] {
    if (this.#active === null) return [];
    const { facts, modules } = this.#active;
    const instance = instancesOf(facts).find(({ path }) => path === component);
    return instance === undefined ? [] : apiSpecOf(modules.get(instance.definition) ?? []);
  }

  schemaText(component: string): string | null {
    const schema = this.#options.database.schema(component);
    return schema === null ? null : JSON.stringify(schema);
  }

  #find(schemaChange: unknown): PreparedPush {
    const pushId =
      typeof schemaChange === "object" && schemaChange !== null && "pushId" in schemaChange
        ? schemaChange.pushId
        : undefined;
    const prepared = typeof pushId === "string" ? this.#prepared.get(pushId) : undefined;
    // After a restart or eight other pushes the CLI starts over.
    if (prepared === undefined)
      throw new HttpFailure(
        400,
        "RaceDetected",
        "This push is no longer known to the deployment. Push again.",
      );
    return prepared;
  }

  async #prepare(body: JSONObject): Promise<PreparedPush> {
    const prepared = await preparePush(parsePushBody(body), this.#active, this.#options);
    for (const { path, schema } of schemasOf(prepared))
      if (schema !== null) this.#refuseMalformedSchema(path, schema);
    return prepared;
  }

  #refuseMalformedSchema(component: ComponentPath, schema: JSONObject): void {
    try {
      this.#options.database.checkSchema(component, schema);
    } catch (error) {
      if (error instanceof DeveloperError) throw new HttpFailure(400, error.code, error.message);
      throw error;
    }
  }

  #plan(prepared: PreparedPush): ComponentChange[] {
    const { database, now } = this.#options;
    const tx = database.begin({ kind: "query", beginMs: now() });
    return this.#apply(tx, prepared, { dryRun: true });
  }

  async #activate(prepared: PreparedPush): Promise<ComponentChange[]> {
    const { database, now, activate } = this.#options;
    const stored = storedPush(prepared);
    const tx = database.begin({ kind: "mutation", beginMs: now() });
    let changes: ComponentChange[];
    try {
      changes = this.#apply(tx, prepared, { dryRun: false });
    } catch (error) {
      if (error instanceof DeveloperError) throw new HttpFailure(400, error.code, error.message);
      throw error;
    }
    writePush(tx, stored);
    const { durable } = database.commit(tx);
    this.#active = stored;
    activate(applicationOf(stored));
    for (const listener of this.#listeners) listener();
    await durable;
    return changes;
  }

  /** Schemas, crons and mounts of every component, in one transaction. */
  #apply(tx: Transaction, prepared: PreparedPush, options: { dryRun: boolean }): ComponentChange[] {
    const { database, now } = this.#options;
    const active = this.#active;
    const mounts = replaceMounts(tx, prepared.instances, options);
    mounts.set(root, active === null ? "create" : "modify");
    return Array.from(mounts, ([path, change]): ComponentChange => {
      const instance = prepared.instances.find((candidate) => candidate.path === path);
      const next = instance === undefined ? undefined : prepared.definitions.get(instance.definition);
      const before = active === null ? null : stateOf(active, path, database.schema(path));
      // An unmounted component keeps its data and its schema; nothing of it runs.
      if (next === undefined)
        return { path, change, before, after: null, crons: replaceCrons(tx, path, {}, now(), options) };
      const { records, schema, udfServerVersion } = next;
      const isNewSchema = JSON.stringify(database.schema(path)) !== JSON.stringify(schema);
      if (isNewSchema && !options.dryRun) tx.setSchema(path, schema);
      const crons = replaceCrons(tx, path, next.crons, now(), options);
      return { path, change, before, after: { records, schema, udfServerVersion }, crons };
    });
  }
}

function schemasOf({
  instances,
  definitions,
}: PreparedPush): { path: ComponentPath; schema: JSONObject | null }[] {
  return instances.map(({ path, definition }) => ({
    path,
    schema: definitions.get(definition)?.schema ?? null,
  }));
}

function stateOf(
  { facts, modules }: StoredPush,
  path: ComponentPath,
  schema: JSONObject | null,
): ComponentState | null {
  const instance = instancesOf(facts).find((candidate) => candidate.path === path);
  if (instance === undefined) return null;
  const { definition } = instance;
  return { records: modules.get(definition) ?? [], schema, udfServerVersion: versionOf(facts, definition) };
}

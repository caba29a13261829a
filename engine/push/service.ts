/**
 * The push: receives the CLI's bundles, compiles and analyses them, checks the schema against the data, and activates
 * code, schema, crons and auth config in one commit. Until that commit the old version runs; if anything fails it
 * goes on running. Heavy state stays here between the CLI's steps, found by a push id.
 */
import { randomBytes } from "node:crypto";
import type { AuthProvider } from "../auth/config";
import { Application } from "../functions/application";
import { type CronDiff, replaceCrons } from "../scheduler/cronRunner";
import { DeveloperError } from "../transaction/errors";
import type { MemoryFirstDatabase } from "../transaction/database";
import type { JSONObject } from "../values/json";
import { HttpFailure, type PushService } from "./api";
import { readPush, type StoredPush, writePush } from "./codeStore";
import { applicationOf, type PreparationOptions, preparePush, type PreparedPush } from "./prepare";
import { analysisJson, apiSpecOf, finishDiff, indexDiff } from "./pushAnswers";
import { parsePushBody } from "./requestBody";

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
    this.#active = readPush(database.begin({ kind: "query", beginMs: now() }), root);
  }

  /** The stored push as code ready to run; empty before the first push. */
  storedApplication(): Application {
    return this.#active === null ? Application.empty() : applicationOf(this.#active);
  }

  getConfigHashes(_body: JSONObject): JSONObject {
    const active = this.#active;
    return {
      config: { functions: active?.facts.functionsDir ?? "convex/" },
      moduleHashes: (active?.records ?? []).map(({ path, sha256, environment }) => ({
        path,
        hash: sha256,
        environment,
      })),
      nodeDependencies: [],
      udfServerVersion: active?.facts.udfServerVersion ?? null,
    };
  }

  async evaluateSchema(_body: JSONObject): Promise<JSONObject> {
    return { componentSchemaEvaluations: {}, newComponentDefinitions: [] };
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
    return {
      environmentVariables: {},
      externalDepsId: null,
      componentDefinitionPackages: {},
      appAuth: prepared.facts.authProviders.map((provider) => ({ ...provider })),
      analysis: { "": analysisJson(prepared.records, prepared.schema, prepared.facts) },
      app: {
        definitionPath: "",
        componentPath: "",
        args: {},
        childComponents: {},
        httpRoutes: {
          httpModuleRoutes:
            prepared.records
              .find((record) => record.path === "http.js")
              ?.httpRoutes?.map(([path, method]) => ({ path, method })) ?? null,
          mounts: [],
        },
        exports: {},
      },
      schemaChange: {
        allocatedComponentIds: {},
        schemaIds: {},
        indexDiffs: { "": indexDiff(database.schema(root), prepared.schema) },
        pushId,
      },
    };
  }

  async waitForSchema(body: JSONObject): Promise<JSONObject> {
    const prepared = this.#find(body["schemaChange"]);
    if (prepared.schema === null) return { type: "complete" };
    const problem = this.#options.database.checkSchema(root, prepared.schema);
    if (problem === null) return { type: "complete" };
    return { type: "failed", error: problem.message, componentPath: root, tableName: problem.table };
  }

  async finishPush(body: JSONObject): Promise<JSONObject> {
    const started = body["startPush"];
    const prepared = this.#find(
      typeof started === "object" && started !== null && !Array.isArray(started)
        ? started["schemaChange"]
        : undefined,
    );
    const dryRun = body["dryRun"] === true;
    const before = { push: this.#active, schema: this.#options.database.schema(root) };
    const crons = dryRun ? this.#planCrons(prepared) : await this.#activate(prepared);
    return finishDiff(
      before.push,
      before.schema,
      { records: prepared.records, facts: prepared.facts },
      prepared.schema,
      crons,
    );
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

  apiSpec(): JSONObject[] {
    return apiSpecOf(this.#active?.records ?? []);
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
    if (prepared.schema !== null) this.#refuseMalformedSchema(prepared.schema);
    return prepared;
  }

  #refuseMalformedSchema(schema: JSONObject): void {
    try {
      this.#options.database.checkSchema(root, schema);
    } catch (error) {
      if (error instanceof DeveloperError) throw new HttpFailure(400, error.code, error.message);
      throw error;
    }
  }

  #planCrons(prepared: PreparedPush): CronDiff {
    const { database, now } = this.#options;
    const tx = database.begin({ kind: "query", beginMs: now() });
    return replaceCrons(tx, prepared.crons, now(), { dryRun: true });
  }

  async #activate(prepared: PreparedPush): Promise<CronDiff> {
    const { database, now, activate } = this.#options;
    const stored: StoredPush = { records: prepared.records, facts: prepared.facts };
    const tx = database.begin({ kind: "mutation", beginMs: now() });
    try {
      if (JSON.stringify(database.schema(root)) !== JSON.stringify(prepared.schema))
        tx.setSchema(root, prepared.schema);
    } catch (error) {
      if (error instanceof DeveloperError) throw new HttpFailure(400, error.code, error.message);
      throw error;
    }
    writePush(tx, root, stored);
    const crons = replaceCrons(tx, prepared.crons, now(), { dryRun: false });
    const { durable } = database.commit(tx);
    this.#active = stored;
    activate(applicationOf(stored));
    for (const listener of this.#listeners) listener();
    await durable;
    return crons;
  }
}

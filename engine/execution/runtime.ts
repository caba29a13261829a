/**
 * The function runtime put together: environment, code, executors, scheduler, crons. The edges get this one object.
 * Holds no sockets and no routes.
 */
import { randomBytes } from "node:crypto";
import type { Caller } from "../auth/api";
import { AuthFailure } from "../auth/failure";
import type { FileService } from "../files/api";
import { ActionRealm } from "../functions/actionRealm";
import type { Application, CronSpec } from "../functions/application";
import type { ActiveCode, DeploymentInfo, ExecutionOptions, Services } from "../functions/execution";
import { environmentNames, Execution, readEnvironment } from "../functions/execution";
import type { DeploymentMode } from "../functions/failure";
import { displayPath, parseFunctionPath } from "../functions/functionPath";
import { DeploymentSigner } from "../functions/tokenSigner";
import { StepGuard } from "../functions/stepGuard";
import { RealmPool } from "../functions/transactionRealm";
import type { PushService } from "../push/api";
import { CodePushService } from "../push/service";
import { CronRunner } from "../scheduler/cronRunner";
import { createScheduling } from "../scheduler/jobRows";
import { JobRunner } from "../scheduler/jobRunner";
import type { Transaction } from "../transaction/api";
import type { MemoryFirstDatabase } from "../transaction/database";
import { ConflictError } from "../transaction/errors";
import type { JSONObject } from "../values/json";
import { ActionExecutor } from "./actionExecutor";
import type { Environment, ExecutionLogEntry, Executor } from "./api";
import { EnvironmentStore } from "./environmentStore";
import { ExecutionLog } from "./executionLog";
import { codeKey, TransactionExecutor } from "./executor";
import { RejectionWatch } from "./rejectionWatch";
import { SessionRecords } from "./sessions";

const sweepEveryMs = 60 * 60_000;

export interface RuntimeOptions {
  database: MemoryFirstDatabase;
  files: FileService;
  deployment: DeploymentInfo;
  mode: DeploymentMode;
  /** Verifies an Authorization header; throws `AuthFailure`. For HTTP actions. */
  authenticate(header: string | undefined): Promise<Caller>;
  /** Folder whose `node_modules` serve `"use node"` modules. */
  projectDir: string;
  /** Wall-clock budget of a query or mutation, ms. Convex allows 1 s of user time; reads come on top. */
  stepTimeoutMs?: number;
  /** Budget of an action, ms. */
  actionTimeoutMs?: number;
  now?: () => number;
  /** Failures of the engine itself and rejections that no call owns. */
  reportError(error: unknown): void;
  /** Memory can no longer be trusted to agree with the disk: the process must end at once and start again. */
  onTorn(error: Error): void;
}

export interface Runtime {
  executor: Executor;
  push: PushService;
  environment: Environment;
  /** Key set of `ctx.auth.signJwt`, for `/.well-known/jwks.json`. */
  keySet(): JSONObject;
  onLog(listener: (entry: ExecutionLogEntry) => void): () => void;
  /** Begins scheduled work. Call when the edges are ready. */
  start(): Promise<void>;
  stop(): void;
}

const anonymous: Caller = { kind: "anonymous" };

/** Loads the stored push, if any; nothing is compiled or asked for. */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { database, files, deployment, mode, projectDir, reportError } = options;
  const now = options.now ?? Date.now;
  const environment = new EnvironmentStore(database);
  const log = new ExecutionLog();
  const sessions = new SessionRecords();
  const rejections = new RejectionWatch(reportError);
  const signer = new DeploymentSigner(database, deployment.cloudUrl, now);
  await signer.prepare();
  const read = <T>(work: (tx: Transaction) => T): T =>
    work(database.begin({ kind: "query", beginMs: now() }));

  /** Variables read while modules of the active code were imported; results in caches may stem from them. */
  const importedNames = new Set<string>();
  const importFrame = {
    env: (name: string) => {
      importedNames.add(name);
      return readEnvironment(services, name);
    },
    envNames: () => environmentNames(services),
  };
  let active: ActiveCode | null = null;
  const use = (application: Application): ActiveCode => {
    active = { application, realms: new RealmPool(application, importFrame) };
    return active;
  };
  const services: Services = {
    database,
    files,
    environment,
    signer,
    deployment,
    scheduling: createScheduling(read, now),
    active: () => active ?? use(push.storedApplication()),
  };
  const transactions = new TransactionExecutor({
    services,
    sessions,
    log,
    mode,
    rejections,
    guard: new StepGuard(options.stepTimeoutMs ?? 3_000),
    onTorn: options.onTorn,
    now,
  });
  const actions = new ActionExecutor({
    services,
    transactions,
    log,
    mode,
    projectDir,
    actionTimeoutMs: options.actionTimeoutMs ?? 10 * 60_000,
    now,
  });
  const push: CodePushService = new CodePushService({
    database,
    now,
    env: (name) => readEnvironment(services, name),
    envNames: () => environmentNames(services),
    loadNodeModule: (code, path) => new ActionRealm({ code, services, projectDir }).load(path),
    activate: (application) => {
      importedNames.clear();
      use(application);
      database.touchKey(codeKey);
    },
  });
  environment.onChange((changed) => {
    // Modules that read a variable while they were imported hold its old value.
    const stale = changed.some((name) => importedNames.has(name));
    use(services.active().application);
    actions.discardRealms();
    if (stale) database.touchKey(codeKey);
  });

  const engineCall = (scheduledFunctionId: string | null): ExecutionOptions => ({
    requestId: randomBytes(8).toString("hex"),
    caller: anonymous,
    nowMs: now(),
    scheduledFunctionId,
  });
  const targetOf = (name: string) => ({ component: "", path: displayPath(parseFunctionPath(name)) });
  const runAction = async (name: string, args: JSONObject, jobId: string | null, component = "") => {
    const execution = new Execution(engineCall(jobId));
    const target = { ...targetOf(name), component };
    await actions.actionText({ target, args, allowInternal: true, execution, depth: 0 });
  };
  const shared = {
    transact: <T>(work: (tx: Transaction) => T) => transactions.transact(work),
    read,
  };
  const jobs = new JobRunner({
    services,
    now,
    onError: reportError,
    execution: {
      ...shared,
      mutation: async (job, before, after) => {
        await transactions.mutationText({
          target: { ...targetOf(job.name), component: job.component },
          args: job.args,
          allowInternal: true,
          options: engineCall(job.id),
          before: (tx) => {
            before(tx);
            return null;
          },
          also: (tx) => {
            after(tx);
            return undefined;
          },
        });
      },
      action: (job) => runAction(job.name, job.args, job.id, job.component),
      isTransient: (error) => error instanceof Error && error.cause instanceof ConflictError,
    },
  });
  const crons = new CronRunner({
    now,
    onError: reportError,
    execution: {
      ...shared,
      kindOf: (path) => {
        const kind = services.active().application.find("", path)?.udfType;
        return kind === "mutation" || kind === "action" ? kind : null;
      },
      mutation: async (spec: CronSpec, args, after) => {
        await transactions.mutationText({
          target: targetOf(spec.name),
          args,
          allowInternal: true,
          options: engineCall(null),
          also: (tx) => {
            after(tx);
            return undefined;
          },
        });
      },
      action: (spec: CronSpec, args) => runAction(spec.name, args, null),
    },
  });
  push.onActivated(() => {
    jobs.wake();
    crons.plan();
  });

  let sweeper: NodeJS.Timeout | null = null;
  const sweep = () => {
    transactions
      .transact((tx) => sessions.sweep(tx, now()))
      .then(() => jobs.sweep())
      .catch(reportError);
  };

  return {
    executor: {
      runQuery: (call, journal) => transactions.runQuery({ call, journal }),
      runQueries: (requests) => transactions.runQueries(requests),
      runMutation: (call, session) => transactions.runMutation(call, session),
      runAction: (call) => actions.runAction(call),
      runHttpAction: async (request, { header, ip }) => {
        let caller: Caller = anonymous;
        let authFailure: AuthFailure | null = null;
        try {
          caller = await options.authenticate(header);
        } catch (error) {
          if (!(error instanceof AuthFailure)) throw error;
          authFailure = error;
        }
        const requestId = randomBytes(8).toString("hex");
        const userAgent = request.headers.get("user-agent");
        return actions.runHttpAction(request, {
          requestId,
          caller,
          nowMs: now(),
          ip,
          userAgent,
          authFailure,
        });
      },
      kindOf: (path, component) => {
        const kind = services.active().application.find(component, path)?.udfType ?? null;
        return kind === "httpAction" ? null : kind;
      },
    },
    push,
    environment,
    keySet: () => signer.keySet(),
    onLog: (listener) => log.onEntry(listener),
    async start() {
      rejections.start();
      await jobs.start();
      crons.start();
      sweep();
      sweeper = setInterval(sweep, sweepEveryMs);
      sweeper.unref();
    },
    stop() {
      if (sweeper !== null) clearInterval(sweeper);
      crons.stop();
      jobs.stop();
      rejections.stop();
    },
  };
}

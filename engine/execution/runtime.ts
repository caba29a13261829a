/**
 * The function runtime put together: environment, code, executors, scheduler, crons. The edges get this one object.
 * Holds no sockets and no routes.
 */
import { randomBytes } from "node:crypto";
import type { Caller } from "../auth/api";
import { AuthFailure } from "../auth/failure";
import type { FileService } from "../files/api";
import { ActionRealm } from "../functions/actionRealm";
import type { Application } from "../functions/application";
import type { ActiveCode, DeploymentInfo, Services } from "../functions/execution";
import { environmentNames, readEnvironment } from "../functions/execution";
import type { DeploymentMode } from "../functions/failure";
import { DeploymentSigner } from "../functions/tokenSigner";
import { StepGuard } from "../functions/stepGuard";
import { RealmPool } from "../functions/realmPool";
import type { PushService } from "../push/api";
import { CodePushService } from "../push/service";
import { CronRunner } from "../scheduler/cronRunner";
import { createScheduling } from "../scheduler/jobRows";
import { JobRunner } from "../scheduler/jobRunner";
import { scheduledCalls } from "../scheduler/scheduledCalls";
import type { Transaction } from "../transaction/api";
import type { MemoryFirstDatabase } from "../transaction/database";
import type { ComponentPath, JSONObject } from "../values/json";
import { ActionExecutor } from "./actionExecutor";
import { ActionRuns } from "./actionRuns";
import type { Environment, ExecutionLogEntry, Executor, FunctionCall, QueryRun } from "./api";
import { EnvironmentStore } from "./environmentStore";
import { ExecutionLog } from "./executionLog";
import { HttpActionExecutor } from "./httpActionExecutor";
import { runInlineQuery } from "./inlineQuery";
import { MutationExecutor } from "./mutationExecutor";
import { PastReads } from "./pastReads";
import { codeKey, QueryExecutor } from "./queryExecutor";
import { RejectionWatch } from "./rejectionWatch";
import { SessionRecords } from "./sessions";
import { StepLane } from "./stepLane";
import { StepRunner } from "./stepRunner";

const sweepEveryMs = 60 * 60_000;
/** How often a drain looks whether it is over. */
const drainLookMs = 20;

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
  /** Told the names of actions under way whenever that changes. */
  onRunningActions?: (names: readonly string[]) => void;
  /** Failures of the engine itself and rejections that no call owns. */
  reportError(error: unknown): void;
}

export interface Runtime {
  executor: Executor;
  push: PushService;
  environment: Environment;
  /** Key set of `ctx.auth.signJwt`, for `/.well-known/jwks.json`. */
  keySet(): JSONObject;
  onLog(listener: (entry: ExecutionLogEntry) => void): () => void;
  /** POST /api/run_test_function of an admin: a query that exists for this call only. */
  runInlineQuery(body: JSONObject): Promise<JSONObject>;
  /** A query as of a timestamp of the last half minute; null for any other. */
  runQueryAt(call: FunctionCall, ts: bigint): QueryRun | null;
  /** Begins scheduled work. Call when the edges are ready. */
  start(): Promise<void>;
  /**
   * Begins no scheduled work any more and waits for actions and jobs under way; resolves with the number of those that
   * did not end in time.
   */
  drain(maxMs: number): Promise<number>;
  stop(): void;
}

const anonymous: Caller = { kind: "anonymous" };

/** Loads the stored push, if any; nothing is compiled or asked for. */
export async function createRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { database, files, deployment, mode, projectDir, reportError } = options;
  const now = options.now ?? Date.now;
  const environment = new EnvironmentStore(database);
  const log = new ExecutionLog();
  const sessions = new SessionRecords(database.takeKeptTexts());
  const rejections = new RejectionWatch(reportError);
  const signer = new DeploymentSigner(database, deployment.cloudUrl, now);
  await signer.prepare();
  const read = <T>(work: (tx: Transaction) => T): T =>
    work(database.begin({ kind: "query", beginMs: now() }));

  /** Variables read while modules of the active code were imported; results in caches may stem from them. */
  const importedNames = new Set<string>();
  const importFrame = (component: ComponentPath) => ({
    env: (name: string) =>
      readEnvironment(services, component, name, (variable) => importedNames.add(variable)),
    envNames: () => environmentNames(services, component),
  });
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
    scheduling: createScheduling(read, () => database.components(), now),
    active: () => active ?? use(push.storedApplication()),
  };
  const runner = new StepRunner({ services, log, mode, now });
  const guard = new StepGuard(options.stepTimeoutMs ?? 3_000);
  await guard.whenReady;
  const lane = new StepLane({
    guard,
    discardRealms: () => services.active().realms.discardAll(),
    onDrained: () => database.writeNow(),
  });
  const pastReads = new PastReads(database);
  const queries = new QueryExecutor(runner, guard);
  const mutations = new MutationExecutor({ runner, lane, sessions, rejections });
  const actionTimeoutMs = options.actionTimeoutMs ?? 10 * 60_000;
  const runs = new ActionRuns({
    services,
    projectDir,
    actionTimeoutMs,
    ...(options.onRunningActions === undefined ? {} : { onRunning: options.onRunningActions }),
  });
  const actions = new ActionExecutor({ runner, runs, mutations });
  const httpActions = new HttpActionExecutor({ runner, runs, calls: actions.calls });
  const push: CodePushService = new CodePushService({
    database,
    now,
    deployment,
    environment,
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
    runs.discardRealms();
    if (stale) database.touchKey(codeKey);
  });

  const scheduled = scheduledCalls({ runner, mutations, actions });
  const jobs = new JobRunner({ services, now, onError: reportError, execution: scheduled.jobs });
  const crons = new CronRunner({ now, onError: reportError, execution: scheduled.crons });
  push.onActivated(() => {
    jobs.wake();
    crons.plan();
  });

  let sweeper: NodeJS.Timeout | null = null;
  const sweep = () => {
    mutations
      .transact((tx) => sessions.sweep(tx, now()))
      .then(() => jobs.sweep())
      .catch(reportError);
  };

  return {
    executor: {
      runQuery: (call, journal) => queries.run({ call, journal }),
      runQueries: (requests) => queries.runAll(requests),
      runMutation: (call, session) => mutations.run(call, session),
      runAction: (call) => actions.run(call),
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
        return httpActions.run(request, {
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
    runInlineQuery: (body) => runInlineQuery(body, { services, log, mode, now, guard }),
    runQueryAt(call, ts) {
      if (pastReads.begin(ts, now()) === null) return null;
      return queries.runIn(call, (nowMs) => {
        const tx = pastReads.begin(ts, nowMs);
        if (tx === null) throw new Error("A moment passed within one step.");
        return tx;
      });
    },
    onLog: (listener) => log.onEntry(listener),
    async start() {
      rejections.start();
      await jobs.start();
      crons.start();
      sweep();
      sweeper = setInterval(sweep, sweepEveryMs);
      sweeper.unref();
    },
    async drain(maxMs) {
      crons.stop();
      jobs.stop();
      const deadline = performance.now() + maxMs;
      const left = () => Math.max(runs.running, jobs.running);
      while (left() > 0 && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, drainLookMs));
      return left();
    },
    stop() {
      if (sweeper !== null) clearInterval(sweeper);
      crons.stop();
      jobs.stop();
      rejections.stop();
      pastReads.stop();
    },
  };
}

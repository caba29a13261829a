/**
 * One running deployment, put together from its parts.
 * Owns the order of starting (data, code, edges, scheduled work) and of stopping; knows no process and no console.
 */
import type { Server } from "node:http";
import path from "node:path";
import { LogBuffer } from "../admin/logBuffer";
import { SnapshotExport } from "../admin/snapshotExport";
import { SnapshotImport } from "../admin/snapshotImport";
import { withSystemQueries } from "../admin/systemQueries";
import { tableShapes } from "../admin/tableShapes";
import { adminKeyTest, loadAdminKey } from "../auth/adminKey";
import { createAuthenticator } from "../auth/verify";
import { createRuntime, type Runtime } from "../execution/runtime";
import { FileStore } from "../files/fileStore";
import { UploadTokens } from "../files/uploadTokens";
import { aboutRoutes } from "../http/aboutRoutes";
import { adminCheck, deployRoutes } from "../http/deployRoutes";
import { functionRoutes } from "../http/functionRoutes";
import { createMainServer, createSiteServer, listen, stopListening } from "../http/servers";
import { storageRoutes } from "../http/storageRoutes";
import { transferRoutes } from "../http/transferRoutes";
import { openDriver } from "../storage/openDriver";
import { type CachedRun, QueryCache } from "../subscriptions/queryCache";
import { SyncServer } from "../sync/syncServer";
import { TransitionHub } from "../sync/transitionHub";
import { createDatabase, type MemoryFirstDatabase } from "../transaction/database";
import { SubscriptionIndex } from "../transaction/subscriptionIndex";
import type { EngineArguments } from "./arguments";
import { type EventSink, executionEvent } from "./eventLog";
import { ownSiteFetch } from "./ownSiteFetch";

const VERSION = "0.1.0";
const FILE_SWEEP_MS = 60 * 60 * 1000;

export interface DeploymentOptions extends EngineArguments {
  /** Instead of the key kept in the data folder. */
  adminKey: string | undefined;
  /** Internal failures that a caller has been told of in general terms only. */
  reportError: (error: unknown) => void;
  /** The disk refused a commit. What is in memory is ahead of it: the process must end. */
  onUnwritable: (error: unknown) => void;
  /** What happens, for the operator's log. */
  onEvent?: EventSink;
  /** Told the names of actions under way whenever that changes. */
  onRunningActions?: (names: readonly string[]) => void;
  /** Every finished execution is an event. */
  logsExecutions?: boolean;
}

export interface Deployment {
  cloudUrl: string;
  siteUrl: string;
  adminKey: string;
  /**
   * Begins nothing that is scheduled, waits up to `drainMs` for actions under way, sends clients away, lets requests
   * finish, writes what is committed and gives the data folder back.
   */
  stop(drainMs?: number): Promise<void>;
}

/** Rejects with `StorageFailure` or with Node's listen error; nothing is left running then. */
export async function startDeployment(options: DeploymentOptions): Promise<Deployment> {
  const undo: (() => void | Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    const { drain, ...deployment } = await start(options, undo);
    return {
      ...deployment,
      stop: async (drainMs = 0) => {
        await drain(drainMs);
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: DeploymentOptions,
  undo: (() => void | Promise<void>)[],
): Promise<Omit<Deployment, "stop"> & { drain(maxMs: number): Promise<void> }> {
  const { reportError, mode, host, onEvent = () => undefined } = options;
  const addresses = {
    cloudUrl: options.cloudUrl ?? localUrl(host, options.port),
    siteUrl: options.siteUrl ?? localUrl(host, options.sitePort),
  };
  const cloudUrl = () => addresses.cloudUrl;
  const siteUrl = () => addresses.siteUrl;

  const driver = await openDriver(options.dataDir, (message) =>
    onEvent({ level: "warn", event: "storage", message }),
  );
  const database = createDatabase(driver, { onFailure: options.onUnwritable });
  undo.push(() => database.close());
  const adminKey = loadAdminKey(options.dataDir, options.instanceName, options.adminKey);
  const uploadTokens = new UploadTokens(adminKey);
  const files = await openFiles({ options, database, cloudUrl, uploadTokens, undo });

  // Late: the runtime asks for callers, the authenticator for the runtime's providers.
  const late: { runtime: Runtime | null } = { runtime: null };
  const authenticator = createAuthenticator({
    providers: () => late.runtime?.push.authProviders() ?? [],
    isAdminKey: adminKeyTest(adminKey),
    fetch: ownSiteFetch(siteUrl, async (request) => {
      if (late.runtime === null) return new Response(null, { status: 503 });
      return await late.runtime.executor.runHttpAction(request, { header: undefined, ip: null });
    }),
  });
  const runtime = await createRuntime({
    database,
    files,
    deployment: { name: options.instanceName, cloudUrl, siteUrl },
    mode,
    authenticate: (header) => authenticator.fromHeader(header),
    projectDir: options.projectDir,
    reportError,
    ...(options.onRunningActions === undefined ? {} : { onRunningActions: options.onRunningActions }),
  });
  late.runtime = runtime;
  undo.push(() => runtime.stop());
  // Providers and keys may come from variables: whatever changes, they are looked up again.
  undo.push(database.onTouch(() => authenticator.clearCache()));

  const sendLogLines = mode === "dev";
  const directory = path.join(options.dataDir, "exports");
  const exports = new SnapshotExport({ database, files, directory, reportError });
  const imports = new SnapshotImport({ database, files });
  const executor = withSystemQueries(runtime.executor, {
    database,
    environment: runtime.environment,
    push: runtime.push,
    imports,
    exports,
    cloudUrl,
    siteUrl,
  });
  const logs = new LogBuffer();
  undo.push(runtime.onLog((entry) => logs.append(entry)));
  if (options.logsExecutions === true) undo.push(runtime.onLog((entry) => onEvent(executionEvent(entry))));
  runtime.push.onActivated(() =>
    onEvent({
      level: "info",
      event: "push",
      message: "New code is active.",
      fields: { functions: runtime.push.apiSpec().length },
    }),
  );
  const cache = new QueryCache({
    executor,
    database,
    index: new SubscriptionIndex<CachedRun>(),
    sendLogLines,
  });
  undo.push(() => cache.close());
  const hub = new TransitionHub({ database, cache, onUnwritable: options.onUnwritable });
  undo.push(() => hub.close());
  const sync = new SyncServer({
    executor,
    database,
    authenticator,
    cache,
    hub,
    sendLogLines,
    now: Date.now,
    reportError,
  });
  const behindProxy = options.cloudUrl !== null || options.siteUrl !== null;
  const main = createMainServer({
    behindProxy,
    executor,
    reportError,
    sync,
    routes: [
      ...functionRoutes({
        executor,
        database,
        authenticator,
        sendLogLines,
        runQueryAt: (call, ts) => runtime.runQueryAt(call, ts),
      }),
      ...storageRoutes({ files, uploadTokens }),
      ...deployRoutes({
        authenticator,
        push: runtime.push,
        environment: runtime.environment,
        runInlineQuery: (body) => runtime.runInlineQuery(body),
        logs,
        tableShapes: () => tableShapes(database),
        cloudUrl,
        siteUrl,
      }),
      ...transferRoutes({ requireAdmin: adminCheck(authenticator), exports, imports }),
      ...aboutRoutes({
        instanceName: options.instanceName,
        version: VERSION,
        publicKeys: () => runtime.keySet(),
      }),
    ],
  });
  const site = createSiteServer({ behindProxy, executor, reportError });
  const sitePort = await listenUntilUndone(site, options.sitePort, host, undo);
  const port = await listenUntilUndone(main, options.port, host, undo);
  addresses.siteUrl = options.siteUrl ?? localUrl(host, sitePort);
  addresses.cloudUrl = options.cloudUrl ?? localUrl(host, port);
  undo.push(() => sync.close());
  await runtime.start();
  return {
    ...addresses,
    adminKey,
    async drain(maxMs) {
      const left = await runtime.drain(maxMs);
      if (left === 0) return;
      const message = `${left} actions did not end within ${maxMs / 1000} s and are cut off.`;
      onEvent({ level: "warn", event: "drain", message, fields: { actions: left } });
    },
  };
}

async function openFiles(parts: {
  options: DeploymentOptions;
  database: MemoryFirstDatabase;
  cloudUrl: () => string;
  uploadTokens: UploadTokens;
  undo: (() => void | Promise<void>)[];
}): Promise<FileStore> {
  const { options, database, cloudUrl, uploadTokens, undo } = parts;
  const files = await FileStore.open({
    directory: path.join(options.dataDir, "storage"),
    database,
    cloudUrl,
    tokens: uploadTokens,
    reportError: options.reportError,
  });
  const { onEvent = () => undefined } = options;
  files.inspect().then((problems) => {
    for (const message of problems) onEvent({ level: "warn", event: "file", message });
  }, options.reportError);
  const sweep = setInterval(() => {
    files.sweep().catch(options.reportError);
  }, FILE_SWEEP_MS);
  sweep.unref();
  undo.push(() => {
    clearInterval(sweep);
    files.close();
  });
  return files;
}

async function listenUntilUndone(
  server: Server,
  port: number,
  host: string,
  undo: (() => void | Promise<void>)[],
): Promise<number> {
  undo.push(() => stopListening(server));
  return await listen(server, port, host);
}

function localUrl(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

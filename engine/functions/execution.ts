/**
 * One running call: who asked, what it may use, what it logged. Shared by all nested calls of one root.
 * Holds no realm and no transaction.
 */
import { randomFillSync, randomUUID } from "node:crypto";
import type { Caller, UserIdentity } from "../auth/api";
import { type EnvironmentSources, readVariable, variableNames } from "../components/environment";
import type { FileService } from "../files/api";
import type { Transaction } from "../transaction/api";
import type { MemoryFirstDatabase } from "../transaction/database";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import type { Address } from "./address";
import type { Application, FunctionInfo } from "./application";
import { LogLines } from "./logLines";
import type { RealmPool } from "./realmPool";

/** Scheduling as operations use it; rows are `scheduler/jobs.ts`. */
export interface Scheduling {
  /** Adds a job in the transaction and returns its id. `dueAt` is epoch ms. */
  schedule(
    tx: Transaction,
    component: ComponentPath,
    job: { target: Address; info: FunctionInfo; args: JSONObject; dueAt: number; canceled: boolean },
  ): string;
  cancel(tx: Transaction, component: ComponentPath, id: string): void;
  /** Whether the job that runs now was canceled meanwhile: what it schedules is then born canceled. */
  isCanceled(id: string): boolean;
}

interface EnvironmentReader {
  get(name: string): string | undefined;
  names(): string[];
}

export interface TokenSigner {
  /** ES256 token of this deployment; throws for reserved claims or a life over an hour. */
  sign(claims: JSONObject, lifeSeconds: number, component: ComponentPath): string;
}

export interface DeploymentInfo {
  name: string;
  cloudUrl(): string;
  siteUrl(): string;
}

/** The active code with the realms made of it. Replaced as a whole by a push. */
export interface ActiveCode {
  application: Application;
  realms: RealmPool;
}

/** Everything a running function may reach. */
export interface Services {
  database: MemoryFirstDatabase;
  files: FileService;
  environment: EnvironmentReader;
  scheduling: Scheduling;
  signer: TokenSigner;
  deployment: DeploymentInfo;
  active(): ActiveCode;
}

export interface ExecutionOptions {
  requestId: string;
  caller: Caller;
  nowMs: number;
  ip?: string | null;
  userAgent?: string | null;
  scheduledFunctionId?: string | null;
}

export class Execution {
  readonly requestId: string;
  #executionId: string | null = null;
  readonly caller: Caller;
  /** Epoch ms at which the root call began. */
  readonly nowMs: number;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly scheduledFunctionId: string | null;
  logs = new LogLines();
  usedIdentity = false;
  /** Operations that failed inside the call, whether or not user code caught the error. */
  failedOperations = 0;
  /** An Authorization header that could not be verified: only an error once the identity is asked for. */
  authFailure: Error | null = null;
  /** Documents its last transaction read. */
  documentsRead = 0;

  constructor(options: ExecutionOptions) {
    this.requestId = options.requestId;
    this.caller = options.caller;
    this.nowMs = options.nowMs;
    this.ip = options.ip ?? null;
    this.userAgent = options.userAgent ?? null;
    this.scheduledFunctionId = options.scheduledFunctionId ?? null;
  }

  /** A run whose commit conflicted is as if it had never been. */
  beginAttempt(): void {
    this.logs = new LogLines();
    this.failedOperations = 0;
  }

  /** Unique; made when somebody needs it. */
  get executionId(): string {
    // The library draws its randomness in large portions.
    this.#executionId ??= randomUUID();
    return this.#executionId;
  }

  identity(component: ComponentPath): UserIdentity | null {
    // Asking inside a component tells nothing about the caller.
    if (component !== "") return null;
    this.usedIdentity = true;
    if (this.authFailure !== null) throw this.authFailure;
    if (this.caller.kind === "user") return this.caller.identity;
    return this.caller.kind === "admin" ? this.caller.impersonating : null;
  }

  get authToken(): string | null {
    return this.caller.kind === "user" ? this.caller.token : null;
  }
}

const seeds = new Uint32Array(1024);
let seedsUsed = seeds.length;

/** Four random words from a pool: the seed of one execution's `Math.random`. */
export function drawSeed(): Uint32Array {
  if (seedsUsed + 4 > seeds.length) {
    randomFillSync(seeds);
    seedsUsed = 0;
  }
  seedsUsed += 4;
  return seeds.subarray(seedsUsed - 4, seedsUsed);
}

function environmentSources(services: Services): EnvironmentSources {
  const { deployment, environment } = services;
  return {
    deployment,
    environment,
    instances: (path) => services.active().application.instance(path),
  };
}

/** A variable as the active code of a component sees it; `onRead` is told the deployment variable behind it. */
export function readEnvironment(
  services: Services,
  component: ComponentPath,
  name: string,
  onRead?: (variable: string) => void,
): string | undefined {
  return readVariable(environmentSources(services), component, name, onRead);
}

export function environmentNames(services: Services, component: ComponentPath): string[] {
  return variableNames(environmentSources(services), component);
}

/** Operations that answer alike in every kind of function; null for an operation that is none of these. */
export function commonOperation(
  op: string,
  execution: Execution,
  services: Services,
  component: ComponentPath,
  info: { module: string; name: string } | null,
): JSONValue | undefined {
  switch (op) {
    case "1.0/getUserIdentity":
      return execution.identity(component);
    case "1.0/getFunctionMetadata":
      return {
        name: info === null ? "" : `${info.module.replace(/\.js$/, "")}:${info.name}`,
        componentPath: component,
      };
    case "1.0/getDeploymentMetadata":
      return { name: services.deployment.name, class: "s16" };
    case "1.0/getRequestMetadata":
      return {
        ip: execution.ip,
        userAgent: execution.userAgent,
        requestId: execution.requestId,
        scheduledFunctionId: execution.scheduledFunctionId,
        authToken: component === "" ? execution.authToken : null,
      };
    case "1.0/createServiceToken":
    case "1.0/getServiceUrl":
      throw new Error("Managed services exist on Convex Cloud only; this deployment has none.");
    default:
      return undefined;
  }
}

/**
 * Administration of a deployment over its public protocol: pushing code with the official CLI, environment variables,
 * internal functions. Works the same on the engine and on any other Convex deployment with an admin key.
 */
import { spawn } from "node:child_process";
import path from "node:path";
import { ConvexError, type Value } from "convex/values";
import { HostFailure } from "./hostFailure";
import { projectRoot } from "./paths";

export interface Deployment {
  url: string;
  adminKey: string;
}

const cli = path.join(projectRoot, "node_modules/convex/bin/main.js");

/** Environment in which the official CLI talks to `deployment` and to nothing else. */
export function cliEnvironment(deployment: Deployment): NodeJS.ProcessEnv {
  const { CONVEX_DEPLOYMENT: _cloud, CONVEX_DEPLOY_KEY: _key, ...rest } = process.env;
  return {
    ...rest,
    // The CLI reports its failures to its maker unless it believes to run in CI; ours concern nobody else.
    CI: "1",
    CONVEX_SELF_HOSTED_URL: deployment.url,
    CONVEX_SELF_HOSTED_ADMIN_KEY: deployment.adminKey,
  };
}

/** Program and arguments of the official CLI, for callers that keep it running themselves. */
export function cliCommand(...args: string[]): [string, string[]] {
  return [process.execPath, [cli, ...args]];
}

/** Rows of an earlier version stop a push on purpose; what to do about it is not in the CLI's words. */
function hintFor(output: string): string {
  return output.includes("Schema validation failed")
    ? "\nThe data folder holds rows of an earlier version of Maydan. Nothing was changed. Delete the folder (the demo is loaded anew), or start with another one in MAYDAN_HOME."
    : "";
}

/**
 * `convex deploy` of the app in `appDir` (the folder that holds `convex/`).
 * @throws {@link HostFailure} with the CLI's own words.
 */
export async function pushFunctions(deployment: Deployment, appDir = projectRoot): Promise<void> {
  const [command, args] = cliCommand("deploy", "--typecheck", "disable", "--codegen", "disable");
  const child = spawn(command, args, {
    cwd: appDir,
    env: cliEnvironment(deployment),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0)
    throw new HostFailure(`the functions could not be pushed:\n${output.trim()}${hintFor(output)}`);
}

async function post(deployment: Deployment, route: string, body: object): Promise<unknown> {
  const response = await fetch(new URL(route, deployment.url), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Convex ${deployment.adminKey}` },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new HostFailure(`the deployment at ${deployment.url} stopped answering.`);
  });
  const text = await response.text();
  if (!response.ok) throw new HostFailure(`${route} answered ${response.status}: ${text}`);
  return text === "" ? null : (JSON.parse(text) as unknown);
}

/** Sets environment variables in one change; `null` removes one. */
export async function setEnvironment(
  deployment: Deployment,
  values: Record<string, string | null>,
): Promise<void> {
  const changes = Object.entries(values).map(([name, value]) => ({ name, value }));
  await post(deployment, "/api/update_environment_variables", { changes });
}

/**
 * Runs any function, internal ones included; `path` as the CLI spells it (`dir/mod:fn`).
 * @throws ConvexError with the data of a typed refusal, {@link HostFailure} for every other failure.
 */
export async function runAsAdmin(
  deployment: Deployment,
  functionPath: string,
  args: object,
): Promise<unknown> {
  const answer = (await post(deployment, "/api/function", {
    path: functionPath,
    args,
    format: "convex_encoded_json",
  })) as { status: string; value?: unknown; errorMessage?: string; errorData?: Value };
  if (answer.errorData !== undefined) throw new ConvexError(answer.errorData);
  if (answer.status !== "success")
    throw new HostFailure(`${functionPath} failed: ${answer.errorMessage ?? "no reason given"}`);
  return answer.value;
}

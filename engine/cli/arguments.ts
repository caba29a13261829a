/** Command line of the engine. Owns names, defaults and their validation. */
import path from "node:path";
import { parseArgs } from "node:util";

export interface EngineArguments {
  port: number;
  sitePort: number;
  dataDir: string;
  host: string;
  mode: "dev" | "prod";
  instanceName: string;
  /** Addresses by which clients reach the ports, when a proxy stands before them. */
  cloudUrl: string | null;
  siteUrl: string | null;
  /** Folder whose `node_modules` serve `"use node"` modules. */
  projectDir: string;
}

export const usage = `Usage: engine [options]
  --port <n>            main port: clients, files, CLI (default 3210, 0 picks one)
  --site-port <n>       HTTP actions (default 3211, 0 picks one)
  --data <dir>          data folder (default .maydan/data)
  --host <address>      interface to listen on (default 127.0.0.1)
  --mode <dev|prod>     dev shows error details and log lines to clients (default dev)
  --instance-name <s>   name of the deployment (default local)
  --cloud-url <url>     public address of the main port, behind a proxy
  --site-url <url>      public address of the site port, behind a proxy
  --project-dir <dir>   where "use node" functions find their packages (default: the working directory)
  ENGINE_ADMIN_KEY      overrides the admin key kept in the data folder`;

/** A command line that cannot be used; the message is for the operator. */
export class BadArguments extends Error {}

export function parseEngineArguments(argv: readonly string[]): EngineArguments | "help" {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(argv);
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) return "help";
  const { mode, "instance-name": instanceName } = values;
  if (mode !== "dev" && mode !== "prod") throw new BadArguments(`--mode must be dev or prod, not "${mode}".`);
  if (!/^[a-z0-9][a-z0-9-]*$/.test(instanceName)) {
    throw new BadArguments("--instance-name may have lower-case letters, digits and hyphens.");
  }
  return {
    port: portNumber("--port", values.port),
    sitePort: portNumber("--site-port", values["site-port"]),
    dataDir: path.resolve(values.data),
    host: values.host,
    mode,
    instanceName,
    cloudUrl: address("--cloud-url", values["cloud-url"]),
    siteUrl: address("--site-url", values["site-url"]),
    projectDir: path.resolve(values["project-dir"]),
  };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    strict: true,
    options: {
      port: { type: "string", default: "3210" },
      "site-port": { type: "string", default: "3211" },
      data: { type: "string", default: ".maydan/data" },
      host: { type: "string", default: "127.0.0.1" },
      mode: { type: "string", default: "dev" },
      "instance-name": { type: "string", default: "local" },
      "cloud-url": { type: "string" },
      "site-url": { type: "string" },
      "project-dir": { type: "string", default: "." },
      help: { type: "boolean", short: "h" },
    },
  }).values;
}

function portNumber(option: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new BadArguments(`${option} must be a port number, not "${text}".`);
  }
  return port;
}

function address(option: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw new BadArguments(`${option} must be an http(s) address, not "${text}".`);
  }
  return text.replace(/\/$/, "");
}

/** Command line of the engine. Owns names, defaults and their validation. */
import path from "node:path";
import { parseArgs } from "node:util";
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from "./eventLog";

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

/** What running takes besides: how the process speaks and how it ends. */
export interface ProgramArguments extends EngineArguments {
  logFormat: LogFormat;
  logLevel: LogLevel;
  /** How long a stop waits for actions under way. */
  drainMs: number;
  /** How long the engine may stand still before it is ended; 0 for ever. */
  stallMs: number;
}

/** What the command line asks for. */
export type EngineCommand =
  | { command: "run"; args: ProgramArguments }
  | { command: "help" }
  | { command: "backup"; dataDir: string; out: string }
  | { command: "restore"; dataDir: string; from: string }
  | { command: "check"; dataDir: string }
  | { command: "health"; url: string };

export const usage = `Usage: engine [options]                      run a deployment
       engine backup --data <dir> --out <dir>     copy of one moment, also while an engine runs on it
       engine restore --from <dir> --data <dir>   a new data folder from a backup
       engine check --data <dir>                  read everything in a stopped folder or a backup
       engine health --url <url>                  exit code 0 if the deployment answers
  --port <n>            main port: clients, files, CLI (default 3210, 0 picks one)
  --site-port <n>       HTTP actions (default 3211, 0 picks one)
  --data <dir>          data folder (default .maydan/data)
  --host <address>      interface to listen on (default 127.0.0.1)
  --mode <dev|prod>     dev shows error details and log lines to clients (default dev)
  --instance-name <s>   name of the deployment (default local)
  --cloud-url <url>     public address of the main port, behind a proxy
  --site-url <url>      public address of the site port, behind a proxy
  --project-dir <dir>   where "use node" functions find their packages (default: the working directory)
  --log-format <text|json>  lines for people or one JSON object per event (default text)
  --log-level <level>   debug (with every execution), info, warn or error (default info)
  --drain-seconds <n>   how long a stop waits for actions under way (default 5)
  --stall-seconds <n>   end the process when an action lets nothing else run for so long (default 30, 0 never)
  ENGINE_ADMIN_KEY      overrides the admin key kept in the data folder`;

/** A command line that cannot be used; the message is for the operator. */
export class BadArguments extends Error {}

/** Throws `BadArguments`. */
export function parseCommand(argv: readonly string[]): EngineCommand {
  const [first = "", ...rest] = argv;
  if (first === "" || first.startsWith("-")) {
    const args = parseEngineArguments(argv);
    return args === "help" ? { command: "help" } : { command: "run", args };
  }
  const options = { data: ".maydan/data", out: "", from: "", url: "http://127.0.0.1:3210", ...pairs(rest) };
  const dataDir = path.resolve(options.data);
  switch (first) {
    case "backup":
      return { command: first, dataDir, out: path.resolve(needed("--out", options.out)) };
    case "restore":
      return { command: first, dataDir, from: path.resolve(needed("--from", options.from)) };
    case "check":
      return { command: first, dataDir };
    case "health":
      return { command: first, url: address("--url", options.url) ?? "" };
    default:
      throw new BadArguments(`There is no command "${first}".`);
  }
}

export function parseEngineArguments(argv: readonly string[]): ProgramArguments | "help" {
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
    logFormat: oneOf("--log-format", values["log-format"], LOG_FORMATS),
    logLevel: oneOf("--log-level", values["log-level"], LOG_LEVELS),
    drainMs: seconds("--drain-seconds", values["drain-seconds"]),
    stallMs: seconds("--stall-seconds", values["stall-seconds"]),
  };
}

function pairs(argv: readonly string[]): Record<string, string> {
  const option = { type: "string" } as const;
  const options = { data: option, out: option, from: option, url: option };
  try {
    return { ...parseArgs({ args: [...argv], strict: true, options }).values };
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error));
  }
}

function needed(option: string, value: string): string {
  if (value === "") throw new BadArguments(`${option} is missing.`);
  return value;
}

function oneOf<Value extends string>(option: string, text: string, values: readonly Value[]): Value {
  const found = values.find((value) => value === text);
  if (found === undefined) throw new BadArguments(`${option} must be ${values.join(" or ")}, not "${text}".`);
  return found;
}

/** In milliseconds. */
function seconds(option: string, text: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new BadArguments(`${option} must be a number of seconds, not "${text}".`);
  return value * 1000;
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
      "log-format": { type: "string", default: "text" },
      "log-level": { type: "string", default: "info" },
      "drain-seconds": { type: "string", default: "5" },
      "stall-seconds": { type: "string", default: "30" },
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

/**
 * Turning whatever user code threw into the text and data that callers see. Owns the wording and the redaction of
 * production mode; positions come from `sourceMapper.ts`.
 */
import type { FunctionFailure } from "../execution/api";
import type { JSONValue } from "../values/json";
import type { Application } from "./application";

/** A failed execution before redaction: full text without the request id, plus ConvexError data. */
export interface Failure {
  text: string;
  data?: JSONValue;
}

export type DeploymentMode = "dev" | "prod";

/**
 * A failure that the engine itself reports about a call (bad arguments, unknown function, time-out, limit).
 * `text` is complete: no `Uncaught` prefix is added.
 */
export class CallRefused extends Error {
  constructor(text: string) {
    super(text);
    this.name = "CallRefused";
  }
}

/** An error in one function as seen by the function that called it: text of the inner failure, data if any. */
export class InnerFailure extends Error {
  readonly data: JSONValue | undefined;

  constructor(failure: Failure, options?: { cause: unknown }) {
    super(failure.text, options);
    this.name = "InnerFailure";
    this.data = failure.data;
  }
}

function read(target: object, key: string): unknown {
  try {
    return (target as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function asText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "(value without a text form)";
  }
}

const framePattern = /^\s*at (?:(async )?(.*?) \()?((?:convex:\/)[^)]*?):(\d+):(\d+)\)?$/;

/** Stack lines of user modules only, in the developer's own files. */
function mapStack(stack: string, application: Application): string[] {
  const lines: string[] = [];
  for (const line of stack.split("\n")) {
    const match = framePattern.exec(line);
    if (match === null) continue;
    const [, asyncMark = "", name, fileName = "", row = "0", column = "0"] = match;
    const module = application.moduleByFileName(fileName);
    const original = module?.mapper?.original(Number(row), Number(column)) ?? null;
    const place =
      original === null
        ? `${fileName.replace("convex:/", "../convex/")}:${row}:${column}`
        : `${original.source}:${original.line}:${original.column}`;
    // The frames of the framework around the handler say nothing about the developer's code.
    if (place.includes("/node_modules/convex/")) continue;
    const caller = name === undefined ? "<anonymous>" : name.replace(/^Object\./, "");
    lines.push(`    at ${asyncMark}${caller} (${place})`);
  }
  return lines;
}

/** The same as text, "" if none are there. */
export function developerFrames(stack: string, application: Application): string {
  return mapStack(stack, application).join("\n");
}

/** Describes anything thrown by user code. */
export function describeThrown(thrown: unknown, application: Application): Failure {
  if (thrown instanceof CallRefused) return { text: thrown.message };
  if (thrown === null || (typeof thrown !== "object" && typeof thrown !== "function"))
    return { text: `Uncaught ${asText(thrown)}` };
  const message = read(thrown, "message");
  const name = read(thrown, "name");
  const stack = read(thrown, "stack");
  const title =
    typeof message === "string" || typeof stack === "string"
      ? `${typeof name === "string" && name !== "" ? name : "Error"}${message === undefined || message === "" ? "" : `: ${asText(message)}`}`
      : asText(thrown);
  const frames = typeof stack === "string" ? mapStack(stack, application) : [];
  const text = [`Uncaught ${title}`, ...frames].join("\n");
  const data = read(thrown, "data");
  if (read(thrown, "ConvexErrorSymbol") === Symbol.for("ConvexError") && typeof data === "string")
    return { text, data: JSON.parse(data) as JSONValue };
  return { text };
}

/** What may leave the deployment: everything in dev; in prod only the request id, and ConvexErrors without stack. */
export function presentFailure(failure: Failure, requestId: string, mode: DeploymentMode): FunctionFailure {
  const head = `[Request ID: ${requestId}] Server Error`;
  if (mode === "dev")
    return {
      message: `${head}\n${failure.text}`,
      ...(failure.data === undefined ? {} : { data: failure.data }),
    };
  if (failure.data === undefined) return { message: head };
  const title = failure.text.split("\n    at ")[0] ?? "";
  return { message: `${head}\n${title}`, data: failure.data };
}

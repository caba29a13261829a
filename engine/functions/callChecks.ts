/**
 * Checks around every call, root or nested: does the function exist, do arguments and result fit. Owns the wording.
 */
import type { UdfType } from "../execution/api";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import {
  InvalidValueError,
  mayExceedLimits,
  type NormalizedValue,
  normalizeValue,
} from "../values/normalize";
import { type TableNames, validate } from "../values/validator";
import { type Address, addressOf } from "./address";
import type { Application, FunctionInfo } from "./application";
import { CallRefused } from "./failure";
import { displayPath, parseFunctionPath, storedPath } from "./functionPath";

const maxValueBytes = 16 * 1024 * 1024;

/** A value below this many JSON characters cannot exceed the byte limit, so its size need not be computed. */
const surelySmallChars = 1024 * 1024;

export interface Lookup {
  application: Application;
  component: ComponentPath;
  path: string;
  /** False for clients: internal functions then do not exist. */
  allowInternal: boolean;
}

/** The function a client or another function names. Throws Convex's text when there is none it may call. */
export function findFunction(lookup: Lookup): FunctionInfo {
  const info = lookup.application.find(lookup.component, lookup.path);
  const known =
    info !== null &&
    info.udfType !== "httpAction" &&
    (lookup.allowInternal || info.visibility !== "internal");
  if (known) return info;
  const readable = displayPath(parseFunctionPath(lookup.path));
  const kind = lookup.allowInternal ? "function" : "public function";
  const where = lookup.component === "" ? "" : ` in component '${lookup.component}'`;
  throw new CallRefused(
    `Could not find ${kind} for '${readable}'${where}. Did you forget to run \`npx convex dev\` or \`npx convex deploy\`?`,
  );
}

/** The function that an operation issued in `component` names. */
export function findTarget(
  args: JSONObject,
  component: ComponentPath,
  application: Application,
): { address: Address; info: FunctionInfo } {
  const { allowInternal, ...address } = addressOf(args, component, application);
  return { address, info: findFunction({ application, ...address, allowInternal }) };
}

export function requireKind(info: FunctionInfo, wanted: UdfType, address: Address | { path: string }): void {
  if (info.udfType === wanted) return;
  const is =
    info.udfType === "httpAction"
      ? "an HTTP action"
      : `a${info.udfType === "action" ? "n" : ""} ${info.udfType}`;
  throw new CallRefused(
    `Trying to execute ${address.path} as a${wanted === "action" ? "n" : ""} ${wanted}, but it is defined as ${is}.`,
  );
}

/** Throws `ArgumentValidationError…`. Returns the text handed to the function, fields sorted. */
export function checkArguments(
  info: FunctionInfo,
  args: JSONObject,
  tables: TableNames,
  /** Only calls from within a mutation may hand on a commit timestamp that is not known yet. */
  isNested: boolean,
): string {
  const { value, size, hasCommitTs } = convexValue(
    args,
    (reason) => `Invalid arguments for ${storedPath(info)}: ${reason}`,
  );
  if (hasCommitTs && !isNested)
    throw new CallRefused(
      `Invalid arguments for ${storedPath(info)}: Field name $commitTs starts with a '$', which is reserved.`,
    );
  if (size > maxValueBytes)
    throw new CallRefused(
      `Arguments for ${storedPath(info)} are too large (${mebibytes(size)}, limit: ${mebibytes(maxValueBytes)})`,
    );
  if (info.args !== null) {
    const mismatch = validate(info.args, args, tables);
    if (mismatch !== null) throw new CallRefused(`ArgumentValidationError: ${mismatch.message}`);
  }
  return JSON.stringify([value]);
}

/** Throws `ReturnsValidationError…`. */
export function checkResult(info: FunctionInfo, valueText: string, tables: TableNames): void {
  const needsLook = valueText.length > surelySmallChars || mayExceedLimits(valueText);
  if (info.returns === null && !needsLook) return;
  const value = JSON.parse(valueText) as JSONValue;
  if (needsLook) {
    const { size } = convexValue(
      value,
      (reason) => `The result of ${storedPath(info)} is no valid value: ${reason}`,
    );
    if (size > maxValueBytes)
      throw new CallRefused(
        `The result of ${storedPath(info)} takes ${mebibytes(size)}; at most ${mebibytes(maxValueBytes)} can be returned.`,
      );
  }
  if (info.returns === null) return;
  const mismatch = validate(info.returns, value, tables);
  if (mismatch !== null) throw new CallRefused(`ReturnsValidationError: ${mismatch.message}`);
}

function convexValue(value: JSONValue, sentence: (reason: string) => string): NormalizedValue {
  try {
    return normalizeValue(value);
  } catch (error) {
    if (error instanceof InvalidValueError) throw new CallRefused(sentence(error.message));
    throw error;
  }
}

function mebibytes(bytes: number): string {
  return `${Number((bytes / 1024 / 1024).toFixed(2))} MiB`;
}

/**
 * Reading the arguments of an operation. They come from the `convex` package, so a wrong shape is a broken package
 * or hand-made call: one plain error says which member is wrong.
 */
import type { JSONObject, JSONValue } from "../values/json";

export function isObject(value: JSONValue | undefined): value is JSONObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function parseArgs(op: string, text: string): JSONObject {
  const parsed = JSON.parse(text) as JSONValue;
  if (!isObject(parsed)) throw new Error(`${op}: expected an object`);
  return parsed;
}

function wrong(name: string, expected: string): Error {
  return new Error(`Invalid argument \`${name}\`: expected ${expected}.`);
}

export function textArg(args: JSONObject, name: string): string {
  const value = args[name];
  if (typeof value !== "string") throw wrong(name, "a string");
  return value;
}

export function optionalText(args: JSONObject, name: string): string | undefined {
  const value = args[name];
  if (value === undefined || value === null) return undefined;
  return textArg(args, name);
}

export function numberArg(args: JSONObject, name: string): number {
  const value = args[name];
  if (typeof value !== "number") throw wrong(name, "a number");
  return value;
}

export function optionalNumber(args: JSONObject, name: string): number | null {
  const value = args[name];
  return value === undefined || value === null ? null : numberArg(args, name);
}

export function objectArg(args: JSONObject, name: string): JSONObject {
  const value = args[name];
  if (!isObject(value)) throw wrong(name, "an object");
  return value;
}

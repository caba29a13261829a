/**
 * The three output formats of function calls over HTTP.
 * Owns converting encoded JSON to the other two; function results already are encoded JSON text.
 */
import { HttpFailure } from "../push/api";
import type { JSONObject, JSONValue } from "../values/json";

export type OutputFormat = "encoded" | "clean" | "export";

const NAMES: ReadonlyMap<string, OutputFormat> = new Map([
  ["convex_encoded_json", "encoded"],
  ["convex_json", "encoded"],
  ["json", "clean"],
  ["convex_clean_json", "clean"],
  ["export_json", "export"],
]);

/** Clean JSON when none is asked for. Throws 400 for an unknown name. */
export function outputFormat(name: JSONValue | undefined): OutputFormat {
  if (name === undefined || name === null) return "clean";
  const format = typeof name === "string" ? NAMES.get(name) : undefined;
  if (format === undefined) {
    throw new HttpFailure(400, "BadFormat", `format param must be one of [${[...NAMES.keys()].join(", ")}].`);
  }
  return format;
}

/** @param encodedText JSON text of an encoded value. */
export function formatValueText(encodedText: string, format: OutputFormat): string {
  if (format === "encoded") return encodedText;
  const value: JSONValue = JSON.parse(encodedText);
  return formatValue(value, format);
}

export function formatValue(value: JSONValue, format: OutputFormat): string {
  if (format === "encoded") return JSON.stringify(value);
  if (typeof value === "number") {
    const text = JSON.stringify(value);
    return format === "export" && Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => formatValue(item, format)).join(",")}]`;
  const special = formatSpecial(value, format);
  if (special !== null) return special;
  const fields = Object.entries(value).map(
    ([name, field]) => `${JSON.stringify(name)}:${formatValue(field, format)}`,
  );
  return `{${fields.join(",")}}`;
}

function formatSpecial(value: JSONObject, format: "clean" | "export"): string | null {
  const { $integer: integer, $float: float, $bytes: bytes } = value;
  if (typeof integer === "string") {
    const digits = Buffer.from(integer, "base64").readBigInt64LE().toString();
    return format === "clean" ? JSON.stringify(digits) : digits;
  }
  if (typeof float === "string") {
    const number = Buffer.from(float, "base64").readDoubleLE();
    if (Object.is(number, -0)) return "-0.0";
    return format === "clean" ? JSON.stringify(String(number)) : JSON.stringify(value);
  }
  if (typeof bytes === "string") return format === "clean" ? JSON.stringify(bytes) : JSON.stringify(value);
  return null;
}

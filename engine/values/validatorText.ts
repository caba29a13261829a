/**
 * How validators and values are written in error messages: as the code that would declare them.
 * Does not validate; see `validator.ts`.
 */
import { decodeFloat64, decodeInt64, typeOf } from "./encoding";
import type { JSONObject, JSONValue } from "./json";
import type { RecordKeyValidatorJSON, ValidatorJSON } from "./validatorJson";

/** `v.object({name: v.string(), …})` */
export function describeValidator(validator: ValidatorJSON | RecordKeyValidatorJSON): string {
  switch (validator.type) {
    case "number":
      return "v.float64()";
    case "bigint":
      return "v.int64()";
    case "null":
    case "boolean":
    case "string":
    case "bytes":
    case "any":
    case "commitTs":
    case "function":
      return `v.${validator.type}()`;
    case "literal":
      return `v.literal(${describeValue(validator.value)})`;
    case "id":
      return `v.id("${validator.tableName}")`;
    case "array":
      return `v.array(${describeValidator(validator.value)})`;
    case "record":
      return `v.record(${describeValidator(validator.keys)}, ${describeValidator(validator.values.fieldType)})`;
    case "union":
      return `v.union(${validator.value.map(describeValidator).join(", ")})`;
    case "object": {
      const fields = Object.entries(validator.value).map(([name, field]) => {
        const inner = describeValidator(field.fieldType);
        return `${describeName(name)}: ${field.optional ? `v.optional(${inner})` : inner}`;
      });
      return `v.object({${fields.join(", ")}})`;
    }
  }
}

/** Strings quoted, floats always with a dot, int64 with an `n`. */
export function describeValue(value: JSONValue | undefined): string {
  switch (typeOf(value)) {
    case "undefined":
      return "undefined";
    case "null":
      return "null";
    case "int64":
      return `${decodeInt64(value)}n`;
    case "float64":
      return describeFloat(decodeFloat64(value));
    case "boolean":
      return JSON.stringify(value);
    case "string":
      return JSON.stringify(value);
    case "bytes":
      return `bytes(${Buffer.from((value as { $bytes: string }).$bytes, "base64").toString("hex")})`;
    case "commitTs":
      return "commitTs";
    case "array":
      return `[${(value as JSONValue[]).map(describeValue).join(", ")}]`;
    case "object":
      return `{${Object.entries(value as JSONObject)
        .map(([name, member]) => `${describeName(name)}: ${describeValue(member)}`)
        .join(", ")}}`;
  }
}

function describeFloat(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
}

function describeName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : JSON.stringify(name);
}

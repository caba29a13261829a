/**
 * Arguments made from a validator: every id from a pool of rows, every text sensible for its field. Also where in the
 * arguments ids and texts stand, so that one of them at a time can be exchanged for something evil.
 */
import type { Field, PublicFunction, Shape } from "./surface";

/** Where something stands in the arguments: keys and indexes from the outside in. */
export type Place = readonly (string | number)[];

export interface Sources {
  /** An id of the table, or null when there is no such row. */
  id(table: string): string | null;
  operationId(): string;
}

const TEXTS: Record<string, string> = {
  serviceDay: "2026-11-21",
  day: "2026-11-21",
  from: "2026-11-20",
  until: "2026-11-22",
  phone: "0501234567",
  email: "somebody@example.com",
  fileName: "a.csv",
  number: "TK-ABC123",
  key: "00000000-0000-4000-8000-000000000000",
};

const NUMBERS: Record<string, number> = {
  expectedVersion: 1,
  version: 1,
  lat: 24.7,
  lng: 46.7,
  accuracyM: 10,
  numItems: 5,
  startMinute: 480,
  endMinute: 1020,
  line: 2,
};

function sampleOf(shape: Shape, name: string, sources: Sources, all: boolean): unknown {
  switch (shape.type) {
    case "id":
      return sources.id(shape.tableName);
    case "string":
      return /operationId/i.test(name) ? sources.operationId() : (TEXTS[name] ?? `text of ${name}`);
    case "number":
      return NUMBERS[name] ?? 1;
    case "boolean":
      return true;
    case "null":
    case "any":
      return null;
    case "bigint":
      return 1n;
    case "bytes":
      return new ArrayBuffer(2);
    case "literal":
      return shape.value;
    case "array":
      return [sampleOf(shape.value, name, sources, all)];
    case "union":
      return sampleOf(preferred(shape.value), name, sources, all);
    case "record":
      return {};
    case "object":
      return isPagination(shape.value)
        ? { numItems: 5, cursor: null }
        : Object.fromEntries(
            Object.entries(shape.value)
              .filter(([, field]) => all || !field.optional || holdsId(field.fieldType))
              .map(([key, field]) => [key, sampleOf(field.fieldType, key, sources, all)]),
          );
  }
}

/** Of several shapes the one that reaches further: an id before a text, anything before null. */
function preferred(shapes: readonly Shape[]): Shape {
  const found = shapes.find(holdsId) ?? shapes.find((shape) => shape.type !== "null") ?? shapes[0];
  if (!found) throw new Error("an empty union");
  return found;
}

function isPagination(fields: Readonly<Record<string, Field>>): boolean {
  return "numItems" in fields && "cursor" in fields;
}

function holdsId(shape: Shape): boolean {
  switch (shape.type) {
    case "id":
      return true;
    case "array":
      return holdsId(shape.value);
    case "union":
      return shape.value.some(holdsId);
    case "object":
      return Object.values(shape.value).some((field) => holdsId(field.fieldType));
    default:
      return false;
  }
}

/** The function's arguments; optional fields that hold no id are left out unless `all` are wanted. */
export function sampleArgs(
  { args }: PublicFunction,
  sources: Sources,
  { without = [], all = false }: { without?: readonly string[]; all?: boolean } = {},
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args)
      .filter(
        ([key, field]) => !without.includes(key) && (all || !field.optional || holdsId(field.fieldType)),
      )
      .map(([key, field]) => [key, sampleOf(field.fieldType, key, sources, all)]),
  );
}

/** Places in the sample whose shape is of the wanted kind, with the table for ids. */
export function placesOf(
  args: Readonly<Record<string, Field>>,
  kind: "id" | "string",
): { place: Place; table: string }[] {
  const walk = (shape: Shape, place: Place): { place: Place; table: string }[] => {
    if (shape.type === kind) return [{ place, table: shape.type === "id" ? shape.tableName : "" }];
    if (shape.type === "array") return walk(shape.value, [...place, 0]);
    if (shape.type === "union") return walk(preferred(shape.value), place);
    if (shape.type === "object" && !isPagination(shape.value))
      return Object.entries(shape.value).flatMap(([key, field]) => walk(field.fieldType, [...place, key]));
    return [];
  };
  return Object.entries(args).flatMap(([key, field]) => walk(field.fieldType, [key]));
}

/** A copy of the arguments with another value at a place; objects on the way are made when they were left out. */
export function withValue(args: unknown, place: Place, value: unknown): unknown {
  const [head, ...rest] = place;
  if (head === undefined) return value;
  if (typeof head === "number") {
    const list: unknown[] = Array.isArray(args) ? [...(args as unknown[])] : [];
    list[head] = withValue(list[head], rest, value);
    return list;
  }
  const inner = typeof args === "object" && args !== null ? (args as Record<string, unknown>) : {};
  return { ...inner, [head]: withValue(inner[head], rest, value) };
}

/** What a generated program may do. Plain Convex values, so that a program can be a function's argument. */
import type { Value } from "convex/values";

export type TableName = "items" | "strict";

export type Fields = Record<string, Value>;

export interface Bound {
  type: "eq" | "gt" | "gte" | "lt" | "lte";
  field: string;
  /** Absent: `undefined`. */
  value?: Value;
}

export type Condition =
  | {
      is: "compare";
      by: "eq" | "neq" | "lt" | "lte" | "gt" | "gte";
      field: string;
      add?: number;
      value?: Value;
    }
  | { is: "and" | "or"; of: Condition[] }
  | { is: "not"; of: Condition };

export interface QuerySpec {
  table: string;
  index?: string;
  bounds: Bound[];
  order: "asc" | "desc";
  filters: Condition[];
}

export type Operation =
  | { op: "insert"; table: TableName; tag: number; fields: Fields; ref?: number }
  | { op: "patch"; tag: number; fields: Fields; unset: string[] }
  | { op: "replace"; tag: number; fields: Fields }
  | { op: "delete"; tag: number }
  | { op: "get"; tag: number; table?: TableName }
  | { op: "follow"; tag: number }
  | { op: "query"; query: QuerySpec; end: "collect" | "first" | "unique" | number }
  /** A loop over a query that removes every other document it meets. */
  | { op: "thin"; query: QuerySpec }
  | { op: "call"; program: Operation[]; kind: "mutation" | "query" }
  | { op: "schedule"; program: Operation[]; cancel: boolean }
  | { op: "throw"; data?: Value }
  /** Goes on when the operation fails, and notes how. */
  | { op: "try"; what: Operation };

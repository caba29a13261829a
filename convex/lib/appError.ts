/** Throwing typed errors from functions. The codes and what they mean are in shared/errors/catalog.ts. */
import { ConvexError, type Value } from "convex/values";
import type { ErrorCode, ErrorParams } from "../../shared/errors/catalog";

type ParamsArgument<C extends ErrorCode> = keyof ErrorParams<C> extends never ? [] : [params: ErrorParams<C>];

/** A ConvexError whose data is `{ v: 1, code, params }`. */
export function appError<C extends ErrorCode>(code: C, ...[params]: ParamsArgument<C>): ConvexError<Value> {
  // Parameter types hold Convex values only; the mutable Value type cannot say so of readonly records.
  return new ConvexError({ v: 1, code, params: params ?? {} } as unknown as Value);
}

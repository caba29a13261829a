/** Checking arguments by the shared schemas: the value as the schema leaves it, or `input.invalid` naming the field. */
import type { z } from "zod";
import { appError } from "./appError";

/** `under` names the argument the value came in; a fault of the whole value is told under that name. */
export function parsed<S extends z.ZodType>(schema: S, value: unknown, under = "input"): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path.map(String) ?? [];
  throw appError("input.invalid", { field: path.length > 0 ? path.join(".") : under });
}

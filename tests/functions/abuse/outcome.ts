/** What a call came to, in a form that can be compared: a value, a typed refusal, or a failure nobody declared. */
import { parseAppError } from "../../../shared/errors/catalog";

export type Outcome =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "refused"; readonly code: string; readonly data: string }
  | { readonly kind: "broken"; readonly message: string };

/** convex-test hands the payload of an error over as JSON text. */
function payload(thrown: unknown): unknown {
  const data = typeof thrown === "object" && thrown !== null && "data" in thrown ? thrown.data : undefined;
  if (typeof data !== "string") return thrown;
  try {
    return JSON.parse(data);
  } catch {
    return thrown;
  }
}

/** The text of anything a function can answer. */
function written(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner)) ??
    "undefined"
  );
}

export async function outcomeOf(attempt: Promise<unknown>): Promise<Outcome> {
  try {
    return { kind: "value", value: written(await attempt) };
  } catch (thrown) {
    const data = parseAppError(payload(thrown));
    if (data) return { kind: "refused", code: data.code, data: written(data) };
    return { kind: "broken", message: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** One line for a report. */
export function describeOutcome(outcome: Outcome): string {
  if (outcome.kind === "value") return `answered ${outcome.value.slice(0, 300)}`;
  if (outcome.kind === "refused") return `refused ${outcome.data.slice(0, 300)}`;
  return `broke: ${outcome.message.slice(0, 400)}`;
}

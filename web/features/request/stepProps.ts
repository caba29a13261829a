/* What each step of the form is handed. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { MissingField, RequestDraft } from "./requestDraft";

export type RequestOptions = NonNullable<FunctionReturnType<typeof api.intake.options>>;

export interface StepProps {
  readonly options: RequestOptions;
  readonly draft: RequestDraft;
  readonly branch: RequestOptions["branches"][number] | undefined;
  readonly onChange: (change: Partial<RequestDraft>) => void;
  /** What is wrong with a field, once somebody wanted to go on. */
  readonly errorOf: (field: MissingField) => { readonly error?: string };
}

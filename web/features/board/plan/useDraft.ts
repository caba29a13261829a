/* The draft the address names. One that is not there, or is somebody's private one, is an answer and not a failure. */
import { convexQuery } from "@convex-dev/react-query";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../../../convex/_generated/api";
import type { Id } from "../../../../convex/_generated/dataModel";
import { parseAppError } from "../../../../shared/errors/catalog";
import type { Draft } from "./planContext";

export interface DraftAnswer {
  readonly draft: Draft | undefined;
  readonly gone: boolean;
}

/** Refusals that mean "no such draft for you"; an id that is none is refused before anything is looked at. */
function meansGone(error: unknown): boolean {
  const code = parseAppError(error)?.code;
  return code === "access.denied" || (code === undefined && /ArgumentValidationError/.test(String(error)));
}

/** An id as it stands in the address; the server judges whether it is one. */
export function draftIdFrom(text: string): Id<"planDrafts"> {
  return text as Id<"planDrafts">;
}

export function useDraft(draftId: string | null): DraftAnswer {
  const { queryKey } = convexQuery(
    api.plans.get,
    draftId === null ? "skip" : { draftId: draftIdFrom(draftId) },
  );
  const { data, error } = useQuery<Draft>({
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: draftId !== null,
    throwOnError: (thrown) => !meansGone(thrown),
  });
  return { draft: draftId === null ? undefined : data, gone: draftId !== null && error !== null };
}

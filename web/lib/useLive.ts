/* A live answer of the deployment through the page's query cache. */
import { convexQuery } from "@convex-dev/react-query";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type FunctionArgs, type FunctionReference, type FunctionReturnType } from "convex/server";

export interface LiveOptions {
  /** Other arguments show the answer to the old ones until the new one is here, so that nothing blinks. */
  readonly keepPrevious?: boolean;
}

/**
 * What the query answers now, `undefined` until the first answer. A refusal is thrown to the nearest boundary;
 * `"skip"` asks nothing.
 */
export function useLive<Query extends FunctionReference<"query">>(
  query: Query,
  args: FunctionArgs<Query> | "skip",
  { keepPrevious = false }: LiveOptions = {},
): FunctionReturnType<Query> | undefined {
  const { queryKey } = convexQuery<FunctionReference<"query">>(query, args);
  const { data } = useQuery<FunctionReturnType<Query>>({
    queryKey,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: args !== "skip",
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return data;
}

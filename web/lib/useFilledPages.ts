/*
 * A list that comes page by page where the server leaves rows out of a page: loads on until as many rows are there as
 * were asked for, so that a page is never nearly empty while there are more.
 */
import { type PaginatedQueryArgs, type PaginatedQueryReference, usePaginatedQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useEffect, useState } from "react";

export interface FilledPages<Row> {
  /** `undefined` until the first page is here. */
  readonly rows: readonly Row[] | undefined;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
}

export function useFilledPages<Query extends PaginatedQueryReference>(
  query: Query,
  args: PaginatedQueryArgs<Query> | "skip",
  perPage: number,
): FilledPages<FunctionReturnType<Query>["page"][number]> {
  const { results, status, loadMore } = usePaginatedQuery(query, args, { initialNumItems: perPage });
  const [wanted, setWanted] = useState(perPage);
  useEffect(() => {
    if (status === "CanLoadMore" && results.length < wanted) loadMore(perPage);
  }, [status, results.length, wanted, loadMore, perPage]);
  return {
    rows: status === "LoadingFirstPage" ? undefined : results,
    hasMore: status === "CanLoadMore" && results.length >= wanted,
    loadMore: () => setWanted(results.length + perPage),
  };
}

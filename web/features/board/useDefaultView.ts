/* Opens the board with what its reader chose as default: once, and only where the address asks for nothing of its own. */
import { useEffect, useRef } from "react";
import { api } from "../../../convex/_generated/api";
import type { ServiceDay } from "../../../shared/time/zones";
import { useLive } from "../../lib/useLive";
import type { Branch } from "./boardData";
import type { BoardSearch } from "./boardFilters";
import { isPlainSearch, searchOfView } from "./boardViewsData";

export function useDefaultView(
  branchId: Branch["branchId"],
  search: BoardSearch,
  today: ServiceDay,
  setSearch: (change: Partial<BoardSearch>) => void,
): void {
  const views = useLive(api.boardViews.list, { branchId });
  const decided = useRef(!isPlainSearch(search));
  useEffect(() => {
    if (decided.current || views === undefined) return;
    decided.current = true;
    const view = views.find((one) => one.isDefault);
    if (view) setSearch(searchOfView(view.viewId, view.content, today));
  }, [views, today, setSearch]);
}

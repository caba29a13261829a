/* The board's selection as its map wants it: what is selected, and what a press or a box on the map does to it. */
import { useMemo } from "react";
import type { MapChoice } from "../../../map/mapContract";
import { useLift } from "../carryContext";
import { TwinRow } from "../TwinRow";
import { box, touch, toggleAll } from "./choiceState";
import { useChosenIds } from "./choiceStore";

export function useMapChoice(): MapChoice {
  const { choice: store } = useLift();
  const ids = useChosenIds(store);
  return useMemo(
    (): MapChoice => ({
      ids: new Set(ids),
      onPress: (ticketIds, keys) => {
        // Symbols have no order, so Shift adds as Ctrl does.
        const selecting = keys.many || keys.range || store.isSeveral();
        const [first] = ticketIds;
        if (first === undefined) return false;
        if (!selecting) {
          store.update(() => touch(first));
          return false;
        }
        store.update((choice) => toggleAll(choice, ticketIds, store.isSeveral() ? null : store.open));
        return true;
      },
      onBox: (ticketIds, add) => store.update((choice) => box(choice, ticketIds, add || store.isSeveral())),
      Row: TwinRow,
    }),
    [ids, store],
  );
}

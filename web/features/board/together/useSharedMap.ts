/* The map's half of being together: tells where one looks and points, and looks where the followed colleague looks. */
import { type RefObject, useCallback, useEffect, useMemo } from "react";
import { useOwnPage } from "../../../lib/presence/presenceContext";
import { useWords } from "../../../lib/useWords";
import type { DispatchMapHandle, MapCamera, MapColleague, MapSelection } from "../../../map/mapContract";
import { useFollow } from "./followContext";

export interface SharedMap {
  readonly onLook: (camera: MapCamera) => void;
  readonly onPoint: (pointed: MapSelection | null) => void;
  readonly colleague: MapColleague | null;
}

export function useSharedMap(map: RefObject<DispatchMapHandle | null>): SharedMap {
  const page = useOwnPage();
  const words = useWords();
  const { leader, camera, pointed } = useFollow();
  useEffect(() => {
    if (camera !== null) map.current?.look(camera);
  }, [map, camera]);
  const onLook = useCallback((looked: MapCamera) => page?.show({ camera: looked }), [page]);
  const onPoint = useCallback((chosen: MapSelection | null) => page?.show({ pointed: chosen }), [page]);
  const colleague = useMemo(
    (): MapColleague | null =>
      leader === null || pointed === null
        ? null
        : { name: words.name(leader.name), userId: leader.userId, at: pointed },
    [leader, pointed, words],
  );
  return { onLook, onPoint, colleague };
}

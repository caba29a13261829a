/** Pointer on the drawn map: what it hovers, what a click selects, and presses that may become a drag. */
import { useEffect, useEffectEvent, useState } from "react";
import type { MapChoice, MapKeys, MapPoint, MapSelection, MapTicket, MapTicketPress } from "./mapContract";
import { symbolHit, type SymbolHit } from "./mapHits";
import type { MapPixel, MapSurface } from "./mapSurface";

export interface MapPointerWishes {
  readonly tickets: readonly MapTicket[];
  readonly onSelect: (selection: MapSelection | null) => void;
  /** Several tickets on one point were pressed. */
  readonly onPile: (ids: readonly string[], point: MapPoint) => void;
  readonly choice: MapChoice | undefined;
  readonly onTicketPointerDown: ((press: MapTicketPress) => void) | undefined;
  /** True while something is being dragged: nothing is hovered then. */
  readonly dragging: boolean;
  readonly still: boolean;
}

function pointerKind(type: string): MapTicketPress["pointerType"] {
  return type === "touch" || type === "pen" ? type : "mouse";
}

/** The ticket a press would lift: the one pressed, or of a pile one that is selected, which takes the others along. */
function liftedAt(
  hit: SymbolHit | null,
  { tickets, choice }: Pick<MapPointerWishes, "tickets" | "choice">,
): MapTicket | undefined {
  if (hit?.kind === "ticket") return tickets.find(({ id, draggable }) => id === hit.id && draggable);
  if (hit?.kind !== "pile" || choice === undefined) return undefined;
  const chosen = hit.ids.filter((id) => choice.ids.has(id));
  return tickets.find(({ id, draggable }) => draggable && chosen.includes(id));
}

/** Answers what is under the pointer now. */
export function useMapPointer(surface: MapSurface | null, wishes: MapPointerWishes): MapSelection | null {
  const [hovered, setHovered] = useState<MapSelection | null>(null);

  const click = useEffectEvent(async (from: MapSurface, at: MapPixel, keys: MapKeys) => {
    const hit = symbolHit(from, at);
    const selecting = keys.many || keys.range;
    if (hit?.kind === "ticket" && wishes.choice?.onPress([hit.id], keys)) return;
    if (hit?.kind === "pile" && selecting && wishes.choice?.onPress(hit.ids, keys)) return;
    // Keys were held and nothing was met: nothing that is open goes away.
    if (hit === null && selecting) return;
    if (hit?.kind === "pile") {
      wishes.onPile(hit.ids, hit.point);
      return;
    }
    if (hit?.kind !== "cluster") {
      wishes.onSelect(hit);
      return;
    }
    const zoom = await from.clusterZoom("maydan-tickets", hit.clusterId);
    if (zoom !== null) from.flyTo(hit.hit.point, zoom + 0.3, wishes.still);
  });

  const hover = useEffectEvent((from: MapSurface, at: MapPixel | null) => {
    const hit = at && !wishes.dragging ? symbolHit(from, at) : null;
    from.setCursor(hit ? "pointer" : "");
    const next = hit?.kind === "ticket" || hit?.kind === "technician" ? hit : null;
    setHovered((known) => (known?.kind === next?.kind && known?.id === next?.id ? known : next));
  });

  const press = useEffectEvent((from: MapSurface, event: PointerEvent) => {
    if (!wishes.onTicketPointerDown || event.button !== 0 || !event.isPrimary) return;
    const frame = from.element().getBoundingClientRect();
    const hit = symbolHit(from, { x: event.clientX - frame.x, y: event.clientY - frame.y });
    // With Shift a box begins here.
    if (event.shiftKey) return;
    const held = liftedAt(hit, wishes);
    if (held === undefined) return;
    // The map starts panning on the mouse or touch event that follows this one; by then it must be off.
    from.setPanning(false);
    const release = () => {
      from.setPanning(true);
      window.removeEventListener("pointerup", release);
      window.removeEventListener("pointercancel", release);
    };
    window.addEventListener("pointerup", release);
    window.addEventListener("pointercancel", release);
    wishes.onTicketPointerDown({
      ticketId: held.id,
      clientX: event.clientX,
      clientY: event.clientY,
      pointerId: event.pointerId,
      pointerType: pointerKind(event.pointerType),
    });
  });

  useEffect(() => {
    if (!surface) return;
    const element = surface.element();
    const down = (event: PointerEvent) => press(surface, event);
    element.addEventListener("pointerdown", down, { capture: true });
    const endings = [
      surface.onClick((at, keys) => void click(surface, at, keys)),
      surface.onPointer((at) => hover(surface, at)),
      () => element.removeEventListener("pointerdown", down, { capture: true }),
    ];
    return () => {
      for (const ending of endings) ending();
    };
  }, [surface]);

  return hovered;
}

/*
 * Changing how long a visit on a lane takes: by its end, held with pointer or finger, or by Shift and the arrow keys.
 * Owns the length that is shown while the end is held; what is in the way is asked of judgeDrop, the change is a drop.
 */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MINUTE_MS } from "../../../../shared/time/zones";
import { useFormat } from "../../../lib/useFormat";
import type { Verdict } from "../judgeDrop";
import { type LaneScale, pointerFraction } from "../laneScale";
import type { TimedVisit } from "../laneRows";
import { useBoardActions } from "./boardActions";
import { canStretch, minutesUntil, stretchDrop, STRETCH_MINUTES } from "./stretch";

export interface StretchState {
  readonly minutes: number;
  readonly endsAt: number;
  readonly verdict: Verdict;
}

export interface Stretch {
  /** Whether this visit's length can be changed here. */
  readonly possible: boolean;
  /** While its end is held. */
  readonly state: StretchState | null;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  /** Answers whether the key was one of the stretch. */
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => boolean;
}

function trackOf(element: HTMLElement): HTMLElement | null {
  return element.closest<HTMLElement>('[data-drop="lane"]');
}

export function useStretch(visit: TimedVisit, scale: LaneScale): Stretch {
  const { t } = useTranslation();
  const format = useFormat();
  const actions = useBoardActions();
  const [state, setState] = useState<StretchState | null>(null);
  const held = useRef<StretchState | null>(null);
  const { ticket, startsAt } = visit;
  const present = (visit.endsAt - startsAt) / MINUTE_MS;

  const show = (next: StretchState | null) => {
    held.current = next;
    setState(next);
  };
  const judge = (minutes: number): StretchState | null => {
    if (actions === null) return null;
    const { drop, verdict } = stretchDrop(actions.world, ticket, minutes);
    const length = drop.minutes ?? minutes;
    return { minutes: length, endsAt: startsAt + length * MINUTE_MS, verdict };
  };
  const send = (wanted: StretchState) => {
    if (actions === null || wanted.minutes === present) return;
    const { drop, verdict } = stretchDrop(actions.world, ticket, wanted.minutes);
    if (verdict.ok) actions.drop(drop);
    else actions.refuse(drop);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const track = trackOf(handle);
    if (track === null || event.button !== 0) return;
    // The block under the handle must not be lifted, and the pane must not scroll.
    event.preventDefault();
    event.stopPropagation();
    const { pointerId } = event;
    const runs = track.dir === "rtl" ? "rtl" : "ltr";
    const listening = new AbortController();
    const { signal } = listening;
    const end = () => {
      listening.abort();
      show(null);
    };
    const moved = (move: globalThis.PointerEvent) => {
      if (move.pointerId !== pointerId) return;
      const fraction = pointerFraction(move.clientX, track.getBoundingClientRect(), runs);
      const at = scale.startsAt + fraction * (scale.endsAt - scale.startsAt);
      show(judge(minutesUntil(startsAt, at)));
    };
    const dropped = (up: globalThis.PointerEvent) => {
      if (up.pointerId !== pointerId) return;
      const wanted = held.current;
      end();
      if (wanted) send(wanted);
    };
    window.addEventListener("pointermove", moved, { signal });
    window.addEventListener("pointerup", dropped, { signal });
    window.addEventListener("pointercancel", end, { signal });
    window.addEventListener("blur", end, { signal });
    window.addEventListener(
      "keydown",
      (key) => {
        if (key.key !== "Escape") return;
        key.stopPropagation();
        end();
      },
      { signal, capture: true },
    );
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (!event.shiftKey || (event.key !== "ArrowLeft" && event.key !== "ArrowRight")) return false;
    if (actions === null || !canStretch(ticket, actions.world.actor)) return false;
    event.preventDefault();
    event.stopPropagation();
    const later = trackOf(event.currentTarget)?.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const wanted = judge(present + (event.key === later ? STRETCH_MINUTES : -STRETCH_MINUTES));
    if (wanted === null) return true;
    if (wanted.verdict.ok)
      actions.say(
        t("late.length.said", {
          number: ticket.number,
          length: format.duration(wanted.minutes * MINUTE_MS),
          time: format.time(wanted.endsAt, scale.zone),
        }),
      );
    send(wanted);
    return true;
  };

  const possible = actions !== null && canStretch(ticket, actions.world.actor);
  return { possible, state, onPointerDown, onKeyDown };
}

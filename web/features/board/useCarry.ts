/*
 * The gesture of moving a ticket, by pointer (through dnd-kit) or by keyboard (own walk over legal targets).
 * Owns what is carried and what is said; what a drop does is useDrop's, what is legal is judgeDrop's.
 *
 *   idle --lift--> carrying --drop--> idle      Escape, or nothing under the pointer: back to idle, unchanged
 */
import type { DragStartEvent } from "@dnd-kit/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../lib/useWords";
import type { TicketRow } from "./boardData";
import { inPlanOrder, judgeMany, verdictOfMany } from "./bulk/judgeMany";
import { type Carry, type CarryState, type LiftControl, NOTHING_CARRIED } from "./carryContext";
import type { ChoiceStore } from "./choice/choiceStore";
import { type DropTarget, findTarget, targetKey } from "./dropTarget";
import { type BoardWorld, canCarry, judgeDrop, type Verdict } from "./judgeDrop";
import { firstTarget, type KeyboardField, moveRow, moveTime } from "./keyboardTargets";
import type { TargetReasons } from "./fit/useTargetReasons";
import { type LaneScale, pointerFraction, SNAP_MS } from "./laneScale";
import { forgetDrop, rememberDrop } from "./slideBack";
import type { Drop, DropOutcome } from "./useDrop";
import type { LiftData } from "./useLiftable";
import { trackPointer } from "./trackPointer";
import { useTargetWords } from "./useTargetWords";

export interface CarryInput {
  readonly world: BoardWorld;
  readonly scale: LaneScale;
  /** Direction in which time runs on the lanes. */
  readonly runs: "ltr" | "rtl";
  readonly technicianOrder: readonly string[];
  readonly technicianAt: (clientX: number, clientY: number) => string | null;
  readonly drop: (drop: Drop) => Promise<DropOutcome>;
  /** Which tickets are selected together. */
  readonly choice: ChoiceStore;
  /** The tickets selected together with a lifted one, without itself. */
  readonly othersOf: (ticket: TicketRow) => readonly TicketRow[];
  /** Sends several at once and says what became of it. */
  readonly dropMany: (tickets: readonly TicketRow[], target: DropTarget) => Promise<boolean>;
  /** Two reasons for a target, in words. */
  readonly reasons: TargetReasons;
  /** Puts a sentence into the live region. */
  readonly say: (sentence: string) => void;
  /** Shows why a drop was refused before it was sent. */
  readonly explain: (ticket: TicketRow, target: DropTarget, verdict: Verdict) => void;
}

export interface CarryGestures {
  readonly lifting: LiftControl;
  readonly carrying: CarryState;
  readonly onDragStart: (event: DragStartEvent) => void;
  readonly onDragCancel: () => void;
}

function liftData(data: unknown): LiftData | undefined {
  return typeof data === "object" && data !== null && "ticket" in data ? (data as LiftData) : undefined;
}

/** How far behind the hand a visit starts that is held somewhere in its middle. */
function grabOffset(startsAt: number, down: PointerEvent, scale: LaneScale, runs: "ltr" | "rtl"): number {
  const track = document.elementFromPoint(down.clientX, down.clientY)?.closest('[data-drop="lane"]');
  if (!track) return 0;
  const fraction = pointerFraction(down.clientX, track.getBoundingClientRect(), runs);
  return scale.startsAt + fraction * (scale.endsAt - scale.startsAt) - startsAt;
}

/** A ticket moved by keyboard keeps the focus at its new place; the old one is gone from the page. */
function followFocus(ticketId: string): void {
  requestAnimationFrame(() => {
    const place = document.querySelector<HTMLElement>(`[data-ticket="${CSS.escape(ticketId)}"]`);
    const target = place?.matches("button") ? place : place?.querySelector<HTMLElement>("button");
    target?.focus();
  });
}

export function useCarry(input: CarryInput): CarryGestures {
  const { t } = useTranslation();
  const words = useWords();
  const targetWords = useTargetWords(input.world);
  const [carry, setCarry] = useState<Carry | null>(null);
  // Event handlers registered once must see the newest rows and the newest target.
  const now = useRef({ input, carry });
  now.current = { input, carry };

  const judge = (ticket: TicketRow, target: DropTarget): Verdict =>
    judgeDrop(now.current.input.world, ticket, target, Date.now());

  const judgeHeld = (
    { ticket, others }: Pick<Carry, "ticket" | "others">,
    target: DropTarget | null,
  ): Pick<Carry, "verdict" | "parts"> => {
    if (target === null) return { verdict: null, parts: null };
    if (others.length === 0) return { verdict: judge(ticket, target), parts: null };
    const tickets = inPlanOrder([ticket, ...others]);
    const parts = judgeMany(now.current.input.world, tickets, target, Date.now());
    return { verdict: verdictOfMany(parts), parts };
  };

  const aim = (target: DropTarget | null) => {
    const held = now.current.carry;
    if (held === null || targetKey(held.target) === targetKey(target)) return;
    const next = { ...held, target, ...judgeHeld(held, target) };
    now.current.carry = next;
    setCarry(next);
  };

  const phrase = (ticket: TicketRow, target: DropTarget | null): string => {
    if (target === null) return t("board.carry.overNothing");
    const parts = now.current.carry?.parts;
    if (parts) {
      const fit = parts.filter(({ verdict }) => verdict.ok).length;
      return t("boardActions.bulk.over", { target: targetWords(ticket, target), fit, all: parts.length });
    }
    const verdict = judge(ticket, target);
    const where = targetWords(ticket, target);
    if (verdict.ok) {
      const said = input.reasons(ticket, target, verdict);
      return [t("board.carry.over", { target: where }), said.length === 0 ? "" : `${said.join(" · ")}.`]
        .filter(Boolean)
        .join(" ");
    }
    const reasons = verdict.blockers.map((b) => words.blocker(b, input.world.branch.zone)).join(" ");
    return t("board.carry.overBlocked", { target: where, reasons });
  };

  const release = async (held: Carry) => {
    setCarry(null);
    if (held.target === null) return;
    if (held.others.length > 0) {
      const done = await now.current.input.dropMany([held.ticket, ...held.others], held.target);
      if (done) forgetDrop(held.ticket.ticketId);
      return;
    }
    const verdict = judge(held.ticket, held.target);
    if (!verdict.ok) {
      now.current.input.explain(held.ticket, held.target, verdict);
      now.current.input.say(phrase(held.ticket, held.target));
      return;
    }
    const sent = now.current.input.drop({ ticket: held.ticket, target: held.target });
    if (held.by === "keyboard") followFocus(held.ticket.ticketId);
    const outcome = await sent;
    if (held.by === "keyboard" && !outcome.ok) followFocus(held.ticket.ticketId);
    now.current.input.say(outcome.said);
    if (outcome.ok) forgetDrop(held.ticket.ticketId);
  };

  const fieldFor = (ticket: TicketRow): KeyboardField => {
    const { scale, technicianOrder } = now.current.input;
    const starts: number[] = [];
    for (let at = scale.startsAt; at < scale.endsAt; at += SNAP_MS) starts.push(at);
    return { technicianIds: technicianOrder, starts, legal: (target) => judge(ticket, target).ok };
  };

  const lift = (ticket: TicketRow) => {
    const target = firstTarget(fieldFor(ticket));
    if (target === null) {
      input.say(t("board.carry.nowhere", { number: ticket.number }));
      return;
    }
    const others = input.othersOf(ticket);
    const judged = judgeHeld({ ticket, others }, target);
    setCarry({ ticket, others, by: "keyboard", grabOffsetMs: 0, target, ...judged });
    const said = input.reasons(ticket, target, judge(ticket, target));
    const lifted = t("board.carry.lifted", { number: ticket.number, target: targetWords(ticket, target) });
    input.say([lifted, said.join(" · ")].filter(Boolean).join(" "));
  };

  const onKey = (event: KeyboardEvent) => {
    const held = now.current.carry;
    if (held === null || held.by !== "keyboard" || held.target === null) return;
    const field = fieldFor(held.ticket);
    const later = now.current.input.runs === "ltr" ? "ArrowRight" : "ArrowLeft";
    const earlier = later === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const moves: Record<string, () => DropTarget> = {
      ArrowDown: () => moveRow(field, held.target ?? { kind: "queue" }, 1),
      ArrowUp: () => moveRow(field, held.target ?? { kind: "queue" }, -1),
      [later]: () => moveTime(field, held.target ?? { kind: "queue" }, 1),
      [earlier]: () => moveTime(field, held.target ?? { kind: "queue" }, -1),
    };
    const move = moves[event.key];
    if (move === undefined && !["Enter", " ", "Escape", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (move) {
      const target = move();
      aim(target);
      input.say(phrase(held.ticket, target));
    } else if (event.key === "Enter" || event.key === " ") {
      void release(held);
    } else if (event.key === "Escape") {
      setCarry(null);
      input.say(t("board.carry.cancelled", { number: held.ticket.number }));
    }
  };

  const keyHandler = useRef(onKey);
  keyHandler.current = onKey;
  const byKeyboard = carry?.by === "keyboard";
  useEffect(() => {
    if (!byKeyboard) return;
    // Captured, because the lifted card still has the focus and would take Enter and Space for a click.
    const listen = (event: KeyboardEvent) => keyHandler.current(event);
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, [byKeyboard]);

  const aimAt = (clientX: number, clientY: number) => {
    const held = now.current.carry;
    if (held === null) return;
    const { scale, runs, technicianAt } = now.current.input;
    const element = document.elementFromPoint(clientX, clientY);
    const { grabOffsetMs } = held;
    aim(findTarget({ element, clientX, clientY, scale, runs, grabOffsetMs, technicianAt }));
  };

  const stopTracking = useRef<() => void>(() => undefined);
  useEffect(() => () => stopTracking.current(), []);
  const letGo = () => {
    stopTracking.current();
    now.current.carry = null;
    setCarry(null);
  };

  const onDragStart = (event: DragStartEvent) => {
    const lifted = liftData(event.active.data.current);
    const down = event.activatorEvent;
    if (lifted === undefined || !(down instanceof PointerEvent)) return;
    const { ticket, from } = lifted;
    const { scale, runs } = now.current.input;
    const startsAt = from === "lane" ? ticket.visit?.startsAt : null;
    const others = now.current.input.othersOf(ticket);
    // A stack starts where it is put: its first visit is not always the one in the hand.
    const alone = startsAt != null && others.length === 0;
    const grabOffsetMs = alone ? grabOffset(startsAt, down, scale, runs) : 0;
    const next: Carry = {
      ticket,
      others,
      by: "pointer",
      grabOffsetMs,
      target: null,
      verdict: null,
      parts: null,
    };
    now.current.carry = next;
    setCarry(next);
    stopTracking.current();
    stopTracking.current = trackPointer({
      moved: aimAt,
      dropped: (clientX, clientY) => {
        aimAt(clientX, clientY);
        const held = now.current.carry;
        if (held === null) return;
        now.current.carry = null;
        rememberDrop(held.ticket.ticketId, { left: clientX, top: clientY });
        void release(held);
      },
      lost: letGo,
    });
  };

  const carriedTicket = carry?.ticket;
  const { world } = input;
  const fits = useMemo(() => {
    const found = new Map<string, Verdict>();
    if (carriedTicket === undefined) return found;
    for (const { technicianId } of world.technicians)
      found.set(
        technicianId,
        judgeDrop(world, carriedTicket, { kind: "technician", technicianId }, Date.now()),
      );
    return found;
  }, [carriedTicket, world]);

  const newestLift = useRef(lift);
  newestLift.current = lift;
  const { role, technicianId } = world.actor;
  const carriedOthers = carry?.others;
  // The same set while the same are in the hand: every card asks for it, and a target changes many times a second.
  const carriedIds = useMemo(
    () =>
      carriedTicket === undefined
        ? NOTHING_CARRIED
        : new Set([carriedTicket, ...(carriedOthers ?? [])].map(({ ticketId }): string => ticketId)),
    [carriedTicket, carriedOthers],
  );
  const { choice } = input;
  const lifting = useMemo(
    (): LiftControl => ({
      carriedIds,
      choice,
      lift: (ticket) => newestLift.current(ticket),
      canLift: (ticket) => canCarry(ticket, { role, technicianId }),
    }),
    [carriedIds, choice, role, technicianId],
  );
  const fitOf = useCallback((id: string) => fits.get(id), [fits]);
  const carrying = useMemo((): CarryState => ({ carry, fitOf }), [carry, fitOf]);

  return {
    lifting,
    carrying,
    onDragStart,
    onDragCancel: letGo,
  };
}

/*
 * Undo and redo as the board offers them: what they mean now, why they are closed, and doing them. Drawn at once, then
 * the server's word; a refusal names everything that is in the way. Only own gestures come by key.
 */
import type { OptimisticLocalStore } from "convex/browser";
import { useConvex, useMutation } from "convex/react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import type { Id } from "../../../../convex/_generated/dataModel";
import { stepsBetween } from "../../../../shared/boardActions/held";
import { type Direction, wayOf } from "../../../../shared/boardActions/takeBack";
import type { Author } from "../../../../shared/planning/placedCard";
import { presentError } from "../../../lib/presentError";
import { useFormat } from "../../../lib/useFormat";
import { useLive } from "../../../lib/useLive";
import { useWords } from "../../../lib/useWords";
import { showToast } from "../../../ui/toastQueue";
import type { Me, TicketRow } from "../boardData";
import type { BoardWorld } from "../judgeDrop";
import { changeCardEverywhere } from "../optimisticChange";
import { type BoardAction, useActionWords } from "./actionWords";
import { judgeTakeBack } from "./judgeTakeBack";

export interface TakeBackOffer {
  readonly action: BoardAction;
  readonly what: string;
  /** Every reason why not; empty when it can be done as far as the board sees. */
  readonly reasons: readonly string[];
}

export interface TakeBackControl {
  readonly undo: TakeBackOffer | null;
  readonly redo: TakeBackOffer | null;
  readonly offer: (action: BoardAction, direction: Direction) => TakeBackOffer;
  /** Tries it; says what became of it in a toast. Never rejects. */
  readonly run: (action: BoardAction, direction: Direction) => Promise<void>;
  /** Undoes the own gesture that was made with this operation id. */
  readonly undoGesture: (gestureId: string) => Promise<void>;
}

type Field = NonNullable<TicketRow["visit"]>;

/** The visit a card shows while the server has not answered yet. */
function heldToVisit(visit: BoardAction["tickets"][number]["before"]["visit"]): TicketRow["visit"] {
  if (visit === null) return null;
  const { offer, ...rest } = visit;
  const untouched = { departedAt: null, arrivedAt: null, finishedAt: null } satisfies Partial<Field>;
  return { ...untouched, ...rest, offer: { state: offer, expiresAt: null } };
}

/** The card after a gesture was taken back; one that changed meanwhile is left alone. */
function takenBackCard(
  card: TicketRow,
  stored: BoardAction["tickets"][number],
  direction: Direction,
  author: Author,
): TicketRow {
  const { from, to, fromVersion, toVersion } = wayOf(stored, direction);
  if (card.contentVersion !== fromVersion) return card;
  const held = direction === "undo" ? stored.before : stored.after;
  const steps = stepsBetween(from, to);
  return {
    ...card,
    status: held.status,
    priority: held.priority,
    visit: heldToVisit(held.visit),
    version: card.version + steps.length,
    contentVersion: toVersion,
    lastChange: { action: steps.at(-1) ?? card.lastChange.action, by: author.name, at: author.at },
  };
}

export function useTakeBack(
  me: Me,
  world: BoardWorld,
  findTicket: (ticketId: string) => TicketRow | undefined,
  say: (sentence: string) => void,
  /** Whether the keys are the live board's; a draft has an undo of its own. */
  listening: boolean,
): TakeBackControl {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const describe = useActionWords(world);
  const { branchId, zone } = world.branch;
  const own = useLive(api.boardActions.own, { branchId });

  const known = useRef(new Map<string, BoardAction>());
  for (const action of [own?.undo, own?.redo]) if (action) known.current.set(action.actionId, action);

  const draw =
    (direction: Direction) => (store: OptimisticLocalStore, args: { actionId: Id<"boardActions"> }) => {
      const action = known.current.get(args.actionId);
      const author = { name: me.name, at: Date.now() };
      for (const stored of action?.tickets ?? [])
        changeCardEverywhere(store, zone, {
          ticketId: stored.ticketId,
          branchId,
          expectedVersion: null,
          change: (card) => takenBackCard(card, stored, direction, author),
        });
    };
  const undo = useMutation(api.boardActions.undo).withOptimisticUpdate(draw("undo"));
  const undoOwn = useMutation(api.boardActions.undoOwn);
  const redo = useMutation(api.boardActions.redo).withOptimisticUpdate(draw("redo"));

  const offer = (action: BoardAction, direction: Direction): TakeBackOffer => {
    const plan = judgeTakeBack(world, findTicket, action, direction, Date.now());
    const reasons = plan.ok
      ? []
      : plan.refused.flatMap(({ number, blockers }) =>
          blockers.map((blocker) => {
            const sentence = words.blocker(blocker, zone);
            return sentence.includes(number) ? sentence : `${number}: ${sentence}`;
          }),
        );
    return { action, what: describe(action), reasons };
  };

  const refuse = (direction: Direction, lines: readonly string[]) => {
    const title = t(direction === "undo" ? "boardActions.undoRefused" : "boardActions.redoRefused");
    showToast({ tone: "problem", title, lines });
    say([title, ...lines].join(" "));
  };
  const running = useRef(false);
  /** Sends one at a time: a key held down must not run through a whole day. */
  const send = async (direction: Direction, what: string | null, change: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    try {
      await change();
      const title =
        what === null
          ? t("boardActions.undoneLast")
          : t(direction === "undo" ? "boardActions.undone" : "boardActions.redone", { what });
      showToast({ tone: "done", title });
      say(title);
    } catch (thrown) {
      const error = presentError(thrown, t, words, format, zone);
      const lines = error.reasons.length > 0 ? error.reasons : [error.title];
      refuse(direction, what === null ? lines : [what, ...lines]);
    } finally {
      running.current = false;
    }
  };
  const run = async (action: BoardAction, direction: Direction): Promise<void> => {
    const { what, reasons } = offer(action, direction);
    if (reasons.length > 0) {
      refuse(direction, [what, ...reasons]);
      return;
    }
    known.current.set(action.actionId, action);
    const args = { actionId: action.actionId, operationId: crypto.randomUUID() };
    await send(direction, what, () => (direction === "undo" ? undo(args) : redo(args)));
  };
  const undoGesture = async (gestureId: string): Promise<void> => {
    const action = own?.undo;
    if (action?.gestureId === gestureId) {
      await run(action, "undo");
      return;
    }
    await send("undo", null, () => undoOwn({ gestureId, operationId: crypto.randomUUID() }));
  };

  const nothing = (direction: Direction) => {
    const title = t(direction === "undo" ? "boardActions.nothingToUndo" : "boardActions.nothingToRedo");
    showToast({ tone: "info", title });
    say(title);
  };
  const press = useRef<(direction: Direction) => void>(() => undefined);
  press.current = (direction) => {
    const action = own?.[direction];
    if (action) void run(action, direction);
    else if (own !== undefined) nothing(direction);
  };
  const convex = useConvex();
  const sending = useRef<() => number>(() => 0);
  sending.current = () => convex.connectionState().inflightMutations;
  useEffect(() => {
    if (!listening) return;
    const listen = (event: KeyboardEvent) => {
      const direction = directionOf(event);
      if (direction === null || event.defaultPrevented || isBusyElsewhere(event.target)) return;
      event.preventDefault();
      if (sending.current() === 0) press.current(direction);
      else void whenSent(sending.current).then((sent) => (sent ? press.current(direction) : undefined));
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [listening]);

  return {
    undo: own?.undo ? offer(own.undo, "undo") : null,
    redo: own?.redo ? offer(own.redo, "redo") : null,
    offer,
    run,
    undoGesture,
  };
}

const SENT_LOOK_MS = 40;
const SENT_WITHIN_MS = 5_000;

/**
 * Whether everything that is under way has arrived. The key means the last thing one did, and that may still be on its
 * way: what was last before it must not be undone in its place.
 */
async function whenSent(underWay: () => number): Promise<boolean> {
  for (let waited = 0; underWay() > 0; waited += SENT_LOOK_MS) {
    if (waited >= SENT_WITHIN_MS) return false;
    await new Promise((resolve) => setTimeout(resolve, SENT_LOOK_MS));
  }
  return true;
}

/** Ctrl or ⌘ with Z, with Shift and Z, or with Y; by the key's place, which an Arabic layout shares. */
function directionOf({ ctrlKey, metaKey, altKey, shiftKey, code }: KeyboardEvent): Direction | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (code === "KeyZ") return shiftKey ? "redo" : "undo";
  return code === "KeyY" && !shiftKey ? "redo" : null;
}

/** Text has an undo of its own; a dialog is another matter. */
function isBusyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"], .bg-scrim') !== null) return true;
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

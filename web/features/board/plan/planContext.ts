/*
 * Plan mode as the rest of the board sees it: which draft is open, where its drops go, what it moved and what that means.
 * Without a scope around it the board is live, and every hook here says so.
 */
import { createContext, useContext } from "react";
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../../convex/_generated/api";
import type { Id } from "../../../../convex/_generated/dataModel";
import type { Comparison } from "../../../../shared/planning/compare";
import type { MoveVerdict } from "../../../../shared/planning/judgeMoves";
import type { Drawn } from "../../../../shared/planning/overlay";
import type { ServiceDay } from "../../../../shared/time/zones";
import type { Branch, Me, TechnicianRow, TicketRow, VisitRow } from "../boardData";
import type { Drop, DropOutcome } from "../useDrop";

export type Draft = FunctionReturnType<typeof api.plans.get>;
export type Move = Draft["moves"][number];

/** A move with what it means now. */
export interface JudgedMove {
  readonly move: Move;
  /** The ticket on the live day. */
  readonly live: TicketRow;
  /** Undefined where the reader does not know enough to judge; the server does. */
  readonly verdict: MoveVerdict | undefined;
}

/** A draft that is open in front of the reader. */
export interface PlanMode {
  readonly draft: Draft;
  /** It can still be changed. */
  readonly editable: boolean;
  readonly technicians: readonly TechnicianRow[];
  readonly moves: readonly JudgedMove[];
  readonly conflicts: readonly JudgedMove[];
  /** What is drawn elsewhere than on the live day, by ticket. */
  readonly moved: ReadonlyMap<string, Drawn<TicketRow>>;
  readonly comparison: Comparison;
  readonly remove: (move: Move) => Promise<string>;
  /** Looks at the ticket again and keeps the draft's place. */
  readonly keep: (one: JudgedMove) => Promise<string>;
  readonly undo: (() => Promise<string>) | null;
  readonly redo: (() => Promise<string>) | null;
}

/** What the address asks for, and how far it has come. */
export type PlanSituation =
  | { readonly kind: "live" }
  | { readonly kind: "loading" }
  | { readonly kind: "gone" }
  | { readonly kind: "open"; readonly mode: PlanMode };

export interface PlanScopeValue {
  readonly me: Me;
  readonly branch: Branch;
  readonly day: ServiceDay;
  readonly situation: PlanSituation;
  /** Opens a draft, or goes back to the live board. */
  readonly onDraft: (draftId: Id<"planDrafts"> | null) => void;
  /** Where drops go instead of the live day; null on the live board. */
  readonly drop: ((drop: Drop) => Promise<DropOutcome>) | null;
  /** The same for several at once, all or none; answers whether they went. Says what became of it. */
  readonly dropMany: ((drops: readonly Drop[]) => Promise<boolean>) | null;
  /** Two visits exchange their technicians in the draft; null on the live board. */
  readonly swap: ((first: TicketRow, second: TicketRow) => Promise<string>) | null;
  readonly panelOpen: boolean;
  readonly onPanel: (open: boolean) => void;
  /** A sentence for the live region. */
  readonly said: string;
  readonly say: (sentence: string) => void;
}

export const PlanContext = createContext<PlanScopeValue | null>(null);

/** The scope, null where the board stands without plan mode. */
export function usePlanScope(): PlanScopeValue | null {
  return useContext(PlanContext);
}

/** The open draft, if one is open. */
export function usePlanMode(): PlanMode | null {
  const scope = useContext(PlanContext);
  return scope?.situation.kind === "open" ? scope.situation.mode : null;
}

/** Whether the open draft shows this ticket elsewhere than the live day. */
export function usePlanMoved(ticketId: string): boolean {
  return usePlanMode()?.moved.has(ticketId) ?? false;
}

/** Live places of tickets the draft moved away from this technician's hours. */
export function useLivePlaces(technicianId: string): readonly VisitRow[] {
  const mode = usePlanMode();
  if (mode === null) return [];
  return [...mode.moved.values()].flatMap(({ live }) =>
    live.visit?.technicianId === technicianId && live.visit.startsAt !== null
      ? [{ ...live.visit, ticket: live }]
      : [],
  );
}

/*
 * Presence of this page and of the colleagues on the same branch. Pages without the provider (a technician's phone, a
 * component in a test) simply have no company: every hook answers emptily there.
 */
import { useConvex, useMutation } from "convex/react";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { roleHas } from "../../../shared/access/permissions";
import type { PresencePlace } from "../../../shared/presence/presence";
import { runtimeConfig } from "../runtimeConfig";
import { useMe } from "../session";
import { useLive } from "../useLive";
import { type Colleague, NO_SIGNS, SignStore, signsByTicket, type TicketSigns } from "./colleagues";
import { PresencePage } from "./presencePage";

/** What never changes while the page is open; cards read this one. */
interface OwnPage {
  readonly page: PresencePage;
  readonly signs: SignStore;
}

export interface Company {
  /** Pages of everybody on this branch, the own ones among them; undefined until known. */
  readonly colleagues: readonly Colleague[] | undefined;
  /** Public id of this page once the server knows it. */
  readonly ownId: Id<"presences"> | null;
}

const OwnPageContext = createContext<OwnPage | null>(null);
const CompanyContext = createContext<Company>({ colleagues: undefined, ownId: null });

export interface PresenceProviderProps {
  readonly branchId: Id<"branches">;
  readonly place: PresencePlace;
  readonly children: ReactNode;
}

/** Goodbye in a way that survives the closing of the page: a plain request the browser sends by itself. */
function sendGoodbye(key: string): void {
  const body = JSON.stringify({ path: "presence:leave", args: { key }, format: "json" });
  navigator.sendBeacon(
    `${runtimeConfig().convexUrl}/api/mutation`,
    new Blob([body], { type: "application/json" }),
  );
}

export function PresenceProvider({ branchId, place, children }: PresenceProviderProps) {
  const me = useMe();
  const convex = useConvex();
  const here = useMutation(api.presence.here);
  const share = useMutation(api.presence.share);
  const [ownId, setOwnId] = useState<Id<"presences"> | null>(null);
  const [page] = useState(() => {
    const key = crypto.randomUUID();
    return new PresencePage(
      {
        here: ({ holds, ...state }) => here({ key, ...state, holds: [...holds] }),
        share: (view) => share({ key, ...view }),
        leave: () => sendGoodbye(key),
        connected: () => convex.connectionState().isWebSocketConnected,
      },
      { branchId, place, looksAt: null, holds: [], writesOn: null, follows: null },
      setOwnId,
    );
  });
  useEffect(() => page.set({ branchId, place }), [page, branchId, place]);
  useEffect(() => {
    const look = () => (document.visibilityState === "visible" ? page.arrive() : page.depart());
    const close = () => page.depart();
    look();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", close);
      window.removeEventListener("pageshow", look);
      page.depart();
    };
  }, [page]);
  const listed = useLive(api.presence.list, roleHas(me.role, "board.view") ? { branchId } : "skip");
  const [signs] = useState(() => new SignStore());
  useEffect(() => signs.accept(signsByTicket(listed ?? [], me.userId)), [signs, listed, me.userId]);
  const watched = ownId !== null && (listed ?? []).some((one) => one.follows === ownId);
  useEffect(() => page.setWatched(watched), [page, watched]);
  const own = useMemo((): OwnPage => ({ page, signs }), [page, signs]);
  const company = useMemo((): Company => ({ colleagues: listed, ownId }), [listed, ownId]);
  return (
    <OwnPageContext value={own}>
      <CompanyContext value={company}>{children}</CompanyContext>
    </OwnPageContext>
  );
}

/** Who else is on this branch. */
export function useCompany(): Company {
  return useContext(CompanyContext);
}

/** This page as the others are told of it, or null where nobody is. */
export function useOwnPage(): PresencePage | null {
  return useContext(OwnPageContext)?.page ?? null;
}

const quiet = () => () => undefined;

/** Who holds and who looks at a ticket; the same object until a card would look different. */
export function useTicketSigns(ticketId: string): TicketSigns {
  const signs = useContext(OwnPageContext)?.signs;
  const read = () => signs?.of(ticketId) ?? NO_SIGNS;
  return useSyncExternalStore(signs?.subscribe ?? quiet, read, read);
}

/** Tells the others what this board looks at and holds. */
export function useTellPresence(looksAt: Id<"tickets"> | null, holds: readonly Id<"tickets">[]): void {
  const page = useContext(OwnPageContext)?.page;
  const held = holds.join();
  const latest = useRef(holds);
  latest.current = holds;
  useEffect(() => page?.set({ looksAt }), [page, looksAt]);
  useEffect(() => page?.set({ holds: latest.current }), [page, held]);
}

/** Whoever stops typing this long is not writing any more. */
const WRITING_FOR_MS = 6_000;

/** Says that this page writes on a ticket, until it stops typing or is told that it is done. */
export function useTellWriting(ticketId: Id<"tickets">): { typing: () => void; done: () => void } {
  const page = useContext(OwnPageContext)?.page;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const told = useRef({ page, ticketId });
  told.current = { page, ticketId };
  const control = useMemo(() => {
    const done = () => {
      clearTimeout(timer.current);
      told.current.page?.set({ writesOn: null });
    };
    const typing = () => {
      clearTimeout(timer.current);
      told.current.page?.set({ writesOn: told.current.ticketId });
      timer.current = setTimeout(done, WRITING_FOR_MS);
    };
    return { typing, done };
  }, []);
  useEffect(() => control.done, [control, ticketId]);
  return control;
}

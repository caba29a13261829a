/*
 * Following a colleague's view: his day, filters, list and selection go into this page's address, his camera and what he
 * points at to the map. Ends when one acts oneself, by Escape, by the button, or when he leaves. Shares one's own view
 * the same way while somebody follows.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import type { Colleague } from "../../../lib/presence/colleagues";
import { useCompany, useOwnPage } from "../../../lib/presence/presenceContext";
import type { PageView } from "../../../lib/presence/presencePage";
import { useLive } from "../../../lib/useLive";
import { useWords } from "../../../lib/useWords";
import { showToast } from "../../../ui/toastQueue";
import { type BoardSearch, boardSearchSchema } from "../boardFilters";
import { NOTHING_SHARED, type Shared, sharedOf } from "../useBoardWindows";

export interface Follow {
  /** Whose view is shown; null while it is one's own. */
  readonly leader: Colleague | null;
  readonly camera: PageView["camera"];
  readonly pointed: PageView["pointed"];
  readonly follow: (colleague: Colleague) => void;
  readonly stop: () => void;
}

const NOBODY: Follow = {
  leader: null,
  camera: null,
  pointed: null,
  follow: () => undefined,
  stop: () => undefined,
};
const FollowContext = createContext<Follow>(NOBODY);

export function useFollow(): Follow {
  return useContext(FollowContext);
}

/** Keys that say nothing about wanting to act. */
const IDLE_KEYS = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "CapsLock"]);

/** What of an address is shared; which panes stand where is the reader's own, and the branch is the same anyway. */
function shared(search: BoardSearch): string {
  return JSON.stringify({ ...sharedOf(search), branch: undefined });
}

function searchFrom(text: string): Shared | null {
  try {
    const read = boardSearchSchema.safeParse(JSON.parse(text));
    if (!read.success) return null;
    const { branch: _branch, ...rest } = { ...NOTHING_SHARED, ...sharedOf(read.data) };
    return rest;
  } catch {
    // Of a page that runs another version: its map can still be followed.
    return null;
  }
}

export interface FollowProviderProps {
  readonly search: BoardSearch;
  /** Takes the shared part of an address over. */
  readonly onSearch: (search: Shared) => void;
  readonly children: ReactNode;
}

export function FollowProvider({ search, onSearch, children }: FollowProviderProps) {
  const { t } = useTranslation();
  const words = useWords();
  const page = useOwnPage();
  const { colleagues } = useCompany();
  const [leader, setLeader] = useState<Colleague | null>(null);
  const view = useLive(api.presence.view, leader === null ? "skip" : { presenceId: leader.presenceId });
  const own = shared(search);
  useEffect(() => page?.show({ search: own }), [page, own]);
  useEffect(() => page?.set({ follows: leader?.presenceId ?? null }), [page, leader]);

  const latest = useRef({ onSearch, own });
  latest.current = { onSearch, own };
  const wanted = leader === null ? undefined : view?.search;
  useEffect(() => {
    if (wanted === undefined || wanted === latest.current.own) return;
    const next = searchFrom(wanted);
    if (next !== null) latest.current.onSearch(next);
  }, [wanted]);

  const goneName =
    leader !== null &&
    colleagues !== undefined &&
    !colleagues.some((one) => one.presenceId === leader.presenceId)
      ? words.name(leader.name)
      : null;
  useEffect(() => {
    if (goneName === null) return;
    setLeader(null);
    showToast({ tone: "info", title: t("together.gone", { name: goneName }) });
  }, [goneName, t]);

  useEffect(() => {
    if (leader === null) return;
    const act = (event: Event) => {
      if (event instanceof KeyboardEvent && IDLE_KEYS.has(event.key)) return;
      if (event.target instanceof Element && event.target.closest("[data-follow]") !== null) return;
      if (event instanceof KeyboardEvent && event.key === "Escape") {
        // This Escape ends the following and nothing else.
        event.preventDefault();
        event.stopPropagation();
      }
      setLeader(null);
    };
    const options = { capture: true, passive: false } as const;
    for (const kind of ["pointerdown", "wheel", "keydown"]) window.addEventListener(kind, act, options);
    return () => {
      for (const kind of ["pointerdown", "wheel", "keydown"]) window.removeEventListener(kind, act, options);
    };
  }, [leader]);

  const follow = useMemo(
    (): Follow => ({
      leader,
      camera: leader === null ? null : (view?.camera ?? null),
      pointed: leader === null ? null : (view?.pointed ?? null),
      follow: setLeader,
      stop: () => setLeader(null),
    }),
    [leader, view],
  );
  return <FollowContext value={follow}>{children}</FollowContext>;
}

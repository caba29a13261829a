/*
 * Windows of one board: the one with all panes and those that hold a single pane. Whatever one of them chooses (day,
 * filters, selection) the others choose too. They find each other by `link`, a name that lives as long as the tab.
 *
 *   main --open--> window: "here" · window closes: "bye" · main loads again: "who", windows answer "here"
 *   any: "search" with what was chosen; who receives it adopts it and does not send it on
 */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { BoardPane } from "../../../shared/board/panes";

type Word<S> =
  | { readonly kind: "search"; readonly search: S }
  | { readonly kind: "here"; readonly pane: BoardPane }
  | { readonly kind: "bye"; readonly pane: BoardPane }
  | { readonly kind: "come"; readonly pane: BoardPane }
  | { readonly kind: "who" };

export interface LinkedWindowsInput<S> {
  /** Name of the group in a single-pane window's address. */
  readonly link: string | undefined;
  /** The pane this window holds alone. */
  readonly only: BoardPane | undefined;
  /** What all windows share; plain data. */
  readonly shared: S;
  readonly onShared: (shared: S) => void;
  /** Address of a window that holds one pane. */
  readonly addressOf: (pane: BoardPane, link: string) => string;
}

export interface LinkedWindows {
  /** Name of the group of windows. */
  readonly link: string;
  readonly away: ReadonlySet<BoardPane>;
  readonly popOut: (pane: BoardPane) => void;
  /** Closes the window that holds the pane; it stands here again. */
  readonly bringBack: (pane: BoardPane) => void;
}

const LINK_KEY = "maydan.board.link";
const CLOSED_LOOK_MS = 1_000;

function ownLink(): string {
  const known = sessionStorage.getItem(LINK_KEY);
  if (known !== null) return known;
  const made = crypto.randomUUID();
  sessionStorage.setItem(LINK_KEY, made);
  return made;
}

export function useLinkedWindows<S>(input: LinkedWindowsInput<S>): LinkedWindows {
  const { only, shared } = input;
  const link = useMemo(() => input.link ?? ownLink(), [input.link]);
  const [away, setAway] = useState<ReadonlySet<BoardPane>>(new Set());
  const opened = useRef(new Map<BoardPane, Window>());
  const channel = useRef<BroadcastChannel | null>(null);
  const latest = useRef(input);
  latest.current = input;
  const text = JSON.stringify(shared);
  const agreed = useRef(text);

  const note = useCallback((pane: BoardPane, isAway: boolean) => {
    setAway((before) => {
      if (before.has(pane) === isAway) return before;
      const next = new Set(before);
      if (isAway) next.add(pane);
      else next.delete(pane);
      return next;
    });
  }, []);

  useEffect(() => {
    const wire = new BroadcastChannel(`maydan.board.${link}`);
    channel.current = wire;
    const say = (word: Word<S>) => wire.postMessage(word);
    wire.addEventListener("message", ({ data }: MessageEvent<Word<S>>) => {
      if (data.kind === "search") {
        agreed.current = JSON.stringify(data.search);
        latest.current.onShared(data.search);
      } else if (only === undefined) {
        if (data.kind === "here") note(data.pane, true);
        else if (data.kind === "bye") note(data.pane, false);
      } else if (data.kind === "who") say({ kind: "here", pane: only });
      else if (data.kind === "come" && data.pane === only) window.close();
    });
    const leave = () => {
      if (only !== undefined) say({ kind: "bye", pane: only });
    };
    if (only === undefined) say({ kind: "who" });
    else say({ kind: "here", pane: only });
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      wire.close();
      channel.current = null;
    };
  }, [link, only, note]);

  useEffect(() => {
    if (agreed.current === text) return;
    agreed.current = text;
    const word: Word<S> = { kind: "search", search: latest.current.shared };
    channel.current?.postMessage(word);
  }, [text]);

  // A window that crashed says no goodbye.
  useEffect(() => {
    if (away.size === 0) return;
    const timer = setInterval(() => {
      for (const [pane, child] of opened.current)
        if (child.closed) {
          opened.current.delete(pane);
          note(pane, false);
        }
    }, CLOSED_LOOK_MS);
    return () => clearInterval(timer);
  }, [away, note]);

  const popOut = useCallback(
    (pane: BoardPane) => {
      const child = window.open(
        latest.current.addressOf(pane, link),
        `${link} ${pane}`,
        "popup,width=1100,height=800",
      );
      if (child === null) return;
      opened.current.set(pane, child);
      note(pane, true);
    },
    [link, note],
  );
  const bringBack = useCallback(
    (pane: BoardPane) => {
      const word: Word<S> = { kind: "come", pane };
      channel.current?.postMessage(word);
      opened.current.get(pane)?.close();
      opened.current.delete(pane);
      note(pane, false);
    },
    [note],
  );
  return { link, away, popOut, bringBack };
}

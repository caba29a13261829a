/*
 * The windows of one board select as one [S-35]: what is selected together in one of them is selected in the others, and
 * a window that opens later asks.
 *
 *   any: "chosen" with the ids; who receives it adopts it and does not send it on · who opens: "what", others answer
 */
import { useEffect } from "react";
import type { ChoiceStore } from "./choiceStore";

type Word = { readonly kind: "chosen"; readonly ids: readonly string[] } | { readonly kind: "what" };

export function useLinkedChoice(store: ChoiceStore, link: string | undefined): void {
  useEffect(() => {
    if (link === undefined) return;
    const wire = new BroadcastChannel(`maydan.board.choice.${link}`);
    let agreed = store.current().ids;
    const say = (word: Word) => wire.postMessage(word);
    wire.addEventListener("message", ({ data }: MessageEvent<Word>) => {
      if (data.kind === "what") {
        if (store.current().ids.length > 0) say({ kind: "chosen", ids: store.current().ids });
        return;
      }
      agreed = data.ids;
      store.update(({ anchor }) => ({ ids: data.ids, anchor }));
    });
    const end = store.subscribe(() => {
      const { ids } = store.current();
      if (ids === agreed) return;
      agreed = ids;
      say({ kind: "chosen", ids });
    });
    say({ kind: "what" });
    return () => {
      end();
      wire.close();
    };
  }, [store, link]);
}

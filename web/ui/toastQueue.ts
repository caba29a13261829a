/*
 * The queue of short messages that appear over the page. Holds no text of its own: callers pass words in the
 * user's language. All leave by themselves, slower when there is something to read or to do; pointing at one keeps it.
 */
import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components";

export interface ToastMessage {
  readonly tone: "problem" | "info" | "done";
  readonly title: string;
  /** Further sentences, one line each; for a refusal these are all the reasons. */
  readonly lines?: ReadonlyArray<string>;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export const toastQueue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 4 });

/** Shows a message; returns a function that takes it away again. */
export function showToast(message: ToastMessage): () => void {
  const lifeMs = message.action || message.tone === "problem" ? 15_000 : 6_000;
  const key = toastQueue.add(message, { timeout: lifeMs });
  return () => toastQueue.close(key);
}

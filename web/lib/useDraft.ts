/*
 * A half-written text that nothing but its writer may take away: it lives in this browser by what it is about, so a
 * changed subscription, another ticket, a reload or a crash leave it where it was. Kept for some days, per person.
 */
import { useCallback, useEffect, useState } from "react";
import { useMe } from "./session";

const PREFIX = "maydan.draft.";
/** A draft nobody came back to in this time is forgotten. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

interface Stored {
  readonly text: string;
  readonly at: number;
}

function decode(text: string | null): Stored | null {
  try {
    const value: unknown = text === null ? null : JSON.parse(text);
    if (typeof value !== "object" || value === null || !("text" in value) || !("at" in value)) return null;
    return typeof value.text === "string" && typeof value.at === "number"
      ? { text: value.text, at: value.at }
      : null;
  } catch {
    // Written by something else; it is no draft.
    return null;
  }
}

/** Keys stored under the prefix; copied first, because removing shifts them. */
function draftKeys(): string[] {
  return Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index)).filter(
    (key): key is string => key?.startsWith(PREFIX) === true,
  );
}

function read(key: string): string {
  try {
    return decode(localStorage.getItem(key))?.text ?? "";
  } catch {
    return "";
  }
}

function write(key: string, text: string): void {
  try {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ text, at: Date.now() }));
  } catch {
    // Storage may be full or forbidden; the text then lasts as long as the page.
  }
}

/** Removes drafts past their days. Call once at start. */
export function forgetOldDrafts(now: number): void {
  try {
    for (const key of draftKeys()) {
      const stored = decode(localStorage.getItem(key));
      if (stored === null || now - stored.at > KEPT_MS) localStorage.removeItem(key);
    }
  } catch {
    // Without storage there are no drafts.
  }
}

/** Whether somebody left a draft about `subject`. */
export function hasDraft(userId: string, subject: string): boolean {
  return read(`${PREFIX}${userId}.${subject}`) !== "";
}

/** The draft about `subject` (an id with what is written, "note tk1"); another subject shows its own. */
export function useDraft(subject: string): readonly [string, (text: string) => void] {
  const { userId } = useMe();
  const key = `${PREFIX}${userId}.${subject}`;
  const [draft, setDraft] = useState(() => ({ key, text: read(key) }));
  const text = draft.key === key ? draft.text : read(key);
  useEffect(() => setDraft((known) => (known.key === key ? known : { key, text: read(key) })), [key]);
  const change = useCallback(
    (next: string) => {
      setDraft({ key, text: next });
      write(key, next);
    },
    [key],
  );
  return [text, change];
}

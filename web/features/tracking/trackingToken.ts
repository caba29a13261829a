/** What a customer typed or pasted into the box, as a token: the bare code or a whole link. Pure. */

const TOKEN = /^[A-Za-z0-9_-]{20,128}$/;

/** The token in the text, null when there is none. */
export function trackingTokenIn(text: string): string | null {
  const trimmed = text.trim();
  const path = /\/t\/([^/?#\s]+)/.exec(trimmed);
  const candidate = path?.[1] ?? trimmed;
  return TOKEN.test(candidate) ? candidate : null;
}

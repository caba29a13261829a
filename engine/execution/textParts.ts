/**
 * Long texts in system rows: a document holds at most 1 MiB, a compiled module or a mutation's result may be longer.
 */

/** Characters per part; safely below the document limit in UTF-8. */
const partChars = 250_000;

/** Never splits a surrogate pair: a half of one is no valid text. */
export function splitText(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = Math.min(text.length, start + partChars);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    parts.push(text.slice(start, end));
    start = end;
  }
  return parts.length === 0 ? [""] : parts;
}

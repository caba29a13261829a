/* Text of an element without the invisible isolates around names and numbers. */
export function plain(text: string | null | undefined): string {
  return (text ?? "").replace(/[\u2066-\u2069]/g, "");
}

/** A sentence as it is found on the page: values put into it are isolated by marks nobody sees. */
export function saying(text: string): RegExp {
  const letters = Array.from(text, (letter) => letter.replace(/[.*+?^${}()|[\]\\]/, "\\$&"));
  return new RegExp(letters.join("[\u2066-\u2069]*"));
}

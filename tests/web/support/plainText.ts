/* Text of an element without the invisible isolates around names and numbers. */
export function plain(text: string | null | undefined): string {
  return (text ?? "").replace(/[\u2066-\u2069]/g, "");
}

/**
 * Log lines of one execution: `[LEVEL] text`, cut at Convex's limits. What is printed is `realmConsole.ts`.
 */
const maxLines = 256;
const maxLineChars = 32 * 1024;
const cutMark = " (truncated due to length)";

export class LogLines {
  readonly lines: string[] = [];
  #overflowed = false;

  push(level: string, text: string): void {
    if (this.lines.length >= maxLines) {
      if (!this.#overflowed)
        this.lines[maxLines - 1] = `[ERROR] Log overflow (maximum ${maxLines}). Remaining log lines omitted.`;
      this.#overflowed = true;
      return;
    }
    const line = `[${level}] ${text}`;
    this.lines.push(
      line.length > maxLineChars ? line.slice(0, maxLineChars - cutMark.length) + cutMark : line,
    );
  }
}

/** Layout words that mean a physical side would break right-to-left; the web uses logical ones only. */
import { describe, expect, test } from "vitest";
import { read, sourceFiles } from "./sourceFiles";

const physicalUtility =
  /(?<![\w-])-?(?:[a-z0-9-]+:)*(?:pl|pr|ml|mr|left|right|border-l|border-r|rounded-l|rounded-r|rounded-tl|rounded-tr|rounded-bl|rounded-br|text-left|text-right|float-left|float-right)-(?:\d|\[|auto|px|full|sm|md|lg|xl)/;
const physicalProperty =
  /(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|(?<![\w-])text-align:\s*(?:left|right)\b|(?<![\w-])(?:left|right)\s*:\s*[\d.-]/;

/** Lines that name a physical side. A line may opt out where geometry is physical, by saying so: `physical:`. */
export function physicalLines(file: string, source: string): string[] {
  const pattern = file.endsWith(".css") ? physicalProperty : physicalUtility;
  return source
    .split("\n")
    .map((line, index) => ({ line, at: `${file}:${index + 1} ${line.trim()}` }))
    .filter(({ line }) => pattern.test(line) && !line.includes("physical:"))
    .map(({ at }) => at);
}

describe("[S-60] logical layout", () => {
  test("the check itself sees physical sides", () => {
    expect(physicalLines("a.tsx", '<div className="pl-2 flex">')).toHaveLength(1);
    expect(physicalLines("a.tsx", '<div className="hover:right-0">')).toHaveLength(1);
    expect(physicalLines("a.css", "  margin-left: 4px;")).toHaveLength(1);
    expect(physicalLines("a.tsx", '<div className="ps-2 start-0 text-start">')).toHaveLength(0);
  });

  test("no physical side in web", () => {
    expect(sourceFiles(/^web\/.*\.(tsx?|css)$/).flatMap((file) => physicalLines(file, read(file)))).toEqual(
      [],
    );
  });
});

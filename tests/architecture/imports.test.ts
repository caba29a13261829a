/**
 * Who may import whom. Lint says the same per file; this test sees re-exports and type imports too, and prints the edge.
 */
import path from "node:path";
import { describe, expect, test } from "vitest";
import { read, sourceFiles } from "./sourceFiles";

const zones = ["shared", "convex", "engine", "web", "tests"] as const;
type Zone = (typeof zones)[number];

/** Folders a zone may reach besides itself; `packages` are bare specifiers it may never use. */
const rules: Record<Zone, { reach: RegExp[]; packages: RegExp[] }> = {
  shared: { reach: [], packages: [/^(?!zod$)/] },
  convex: { reach: [/^shared\//], packages: [/^node:/, /^react/] },
  engine: { reach: [], packages: [/^react/] },
  web: {
    // A package's file that its own entry points do not name may be taken as a plain asset.
    reach: [/^shared\//, /^convex\/_generated\/(api|dataModel|server)$/, /^node_modules\/.*\?url$/],
    packages: [],
  },
  tests: { reach: [/./], packages: [] },
};

function importsOf(source: string): string[] {
  const found: string[] = [];
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)(["'])([^"'\n]+)\1/g;
  for (const match of source.matchAll(pattern)) found.push(match[2] ?? "");
  return found;
}

function zoneOf(file: string): Zone | undefined {
  return zones.find((zone) => file.startsWith(`${zone}/`));
}

/** Edges of `file` that its zone forbids, as readable text. */
export function forbiddenEdges(file: string, source: string): string[] {
  const zone = zoneOf(file);
  if (!zone) return [];
  const bad: string[] = [];
  for (const specifier of importsOf(source)) {
    if (specifier.startsWith(".")) {
      const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
      const inside = target === zone || target.startsWith(`${zone}/`);
      if (!inside && !rules[zone].reach.some((allowed) => allowed.test(target)))
        bad.push(`${file} -> ${target}`);
      const from = /^web\/features\/([^/]+)\//.exec(file)?.[1];
      const to = /^web\/features\/([^/]+)(\/|$)/.exec(target)?.[1];
      if (from && to && from !== to) bad.push(`${file} -> ${target} (feature to feature)`);
      if (zone === "web" && !file.startsWith("web/app/") && target.startsWith("web/app/"))
        bad.push(`${file} -> ${target} (only app composes)`);
      if (/^web\/(ui|lib|map)\//.test(file) && target.startsWith("web/features/"))
        bad.push(`${file} -> ${target} (upwards)`);
    } else if (rules[zone].packages.some((forbidden) => forbidden.test(specifier))) {
      bad.push(`${file} -> ${specifier}`);
    }
  }
  return bad;
}

describe("import zones", () => {
  test("the check itself sees forbidden edges", () => {
    expect(forbiddenEdges("shared/a.ts", 'import { v } from "convex/values";')).toHaveLength(1);
    expect(forbiddenEdges("engine/a.ts", 'export * from "../shared/b";')).toHaveLength(1);
    expect(forbiddenEdges("web/features/a/x.ts", 'import { y } from "../b/y";')).toHaveLength(1);
    expect(forbiddenEdges("web/lib/a.ts", 'await import("../../convex/model/x");')).toHaveLength(1);
    expect(forbiddenEdges("convex/a.ts", 'import { z } from "../shared/b";')).toHaveLength(0);
  });

  test("no file imports across its zone", () => {
    const edges = sourceFiles(/^(shared|convex|engine|web|tests)\/.*\.tsx?$/)
      .filter((file) => !file.includes("/_generated/") && !file.startsWith("tests/"))
      .flatMap((file) => forbiddenEdges(file, read(file)));
    expect(edges).toEqual([]);
  });

  test("convex/model and convex/lib register no functions", () => {
    const offenders = sourceFiles(/^convex\/(model|lib)\/.*\.ts$/).filter((file) =>
      /export const \w+ = (public|user|staff|internal|raw)?(Query|Mutation|Action|Job)\(/i.test(read(file)),
    );
    expect(offenders).toEqual([]);
  });
});

/** Documents tell the truth: links lead somewhere, every numbered engine rule has a test, nothing names a machine. */
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { read, root, sourceFiles } from "./sourceFiles";

const markdown = () => sourceFiles(/\.md$/);

describe("documents", () => {
  test("relative links and pictures exist", () => {
    const broken = markdown().flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? "")
        .filter((target) => !existsSync(path.resolve(root, path.dirname(file), target)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test("README names only scripts that exist", () => {
    const scripts = Object.keys(
      (JSON.parse(read("package.json")) as { scripts: Record<string, string> }).scripts,
    );
    const named = [...read("README.md").matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? "");
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });

  test("every numbered engine rule stands in a test title", () => {
    const rules = sourceFiles(/^engine\/.*RULES\.md$/).flatMap((file) =>
      [...read(file).matchAll(/^(?:#+ |- |\*\*|\| ?)?\**([A-Z]{1,3}-?\d{1,3})\**[\s.:|]/gm)].map(
        (match) => match[1] ?? "",
      ),
    );
    const titles = sourceFiles(/^tests\/(engine|e2e|functions)\/.*\.ts$/)
      .map((file) => read(file))
      .join("\n");
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.filter((rule) => !new RegExp(`(?<![\\w-])${rule}(?!\\d)`).test(titles))).toEqual([]);
  });

  test("the lock file names every platform's optional packages, so that npm ci agrees everywhere", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const missing = Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) => !(`node_modules/${name}` in packages) && !(`${parent}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  test("no path of one machine and no registry host", () => {
    const pattern = new RegExp(
      ["/wo" + "rk/", "/ro" + "ot/", "/tmp/" + "bash_", "//regis" + "try[.]", "//deb[.]"].join("|"),
    );
    const offenders = sourceFiles(/\.(tsx?|md|json|css|html|mjs)$|^\.ci\/run$/)
      .filter((file) => file !== "package-lock.json")
      .filter((file) => pattern.test(read(file)));
    expect(offenders).toEqual([]);
  });
});

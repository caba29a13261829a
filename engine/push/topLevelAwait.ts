/**
 * Modules that await while they are loaded, which CommonJS cannot say: the body becomes an async function that the
 * loader runs, imports stay where CommonJS finds them, exports become getters. Text in, text out, line by line.
 */
import { init, parse } from "es-module-lexer";

/** What the loader looks for (`functions/awaitedModules.ts`). */
const topLevelMark = "module.topLevel = async";

/** ESM text without exports whose body is `module.topLevel`; null where the exports have a form no bundler writes. */
export async function wrapTopLevelAwait(source: string): Promise<string | null> {
  await init;
  const [imports, exports] = parse(source);
  let body = source;
  const blank = (from: number, to: number): void => {
    body = body.slice(0, from) + body.slice(from, to).replace(/[^\n]/g, " ") + body.slice(to);
  };
  const hoisted: string[] = [];
  for (const { d, ss, se } of imports) {
    if (d !== -1) continue;
    const statement = source.slice(ss, se);
    if (!statement.startsWith("import")) return null;
    hoisted.push(`${statement.replaceAll("\n", " ")};`);
    blank(ss, se);
  }
  const getters: string[] = [];
  for (const { n, ln, s } of exports) {
    if (ln === undefined) return null;
    getters.push(`${JSON.stringify(n)}: { enumerable: true, get: () => ${ln} }`);
    const begin = source.lastIndexOf("export", s);
    const list = /^export\s*\{[^{}]*\}/.exec(source.slice(begin))?.[0];
    if (list === undefined || begin + list.length < s) return null;
    blank(begin, begin + list.length);
  }
  const defined = `Object.defineProperties(exports, { __esModule: { value: true }, ${getters.join(", ")} });`;
  return `"use strict"; ${hoisted.join(" ")} ${topLevelMark} () => { ${defined} ${body}\n};`;
}

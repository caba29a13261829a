/**
 * Names of functions. Owns the one spelling used inside the engine (`dir/mod.js` + export name) and the readable
 * one used in texts (`dir/mod:fn`, with `:default` left out).
 */

export interface FunctionPath {
  /** `dir/mod.js` */
  module: string;
  /** Export name; `default` when none was written. */
  name: string;
}

/** Accepts `dir/mod:fn`, `dir/mod.js:fn`, `dir/mod` and `/dir/mod`. */
export function parseFunctionPath(text: string): FunctionPath {
  const colon = text.lastIndexOf(":");
  const file = (colon === -1 ? text : text.slice(0, colon)).replace(/^\/+/, "");
  const name = colon === -1 ? "default" : text.slice(colon + 1);
  return { module: file.endsWith(".js") ? file : `${file}.js`, name: name === "" ? "default" : name };
}

/** `dir/mod:fn` as developers write it. */
export function displayPath(path: FunctionPath): string {
  const file = path.module.replace(/\.js$/, "");
  return path.name === "default" ? file : `${file}:${path.name}`;
}

/** `dir/mod.js:fn`, the spelling in `_scheduled_functions` rows and logs. */
export function storedPath(path: FunctionPath): string {
  return `${path.module}:${path.name}`;
}

/**
 * From the CLI's ESM bundle to the CommonJS text that is stored and evaluated. Done once, at push; the source map it
 * keeps leads from the evaluated text straight to the developer's file.
 */
import { type Message, transform, type TransformFailure } from "esbuild";
import type { ModuleEnvironment } from "../functions/application";
import { HttpFailure } from "./api";
import { wrapTopLevelAwait } from "./topLevelAwait";

export interface BundledModule {
  path: string;
  source: string;
  sourceMap: string | null;
  environment: ModuleEnvironment;
}

export interface CompiledModule {
  code: string;
  sourceMap: string | null;
}

function isTransformFailure(error: unknown): error is TransformFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

/** Throws `HttpFailure` 400 with the file named when the text is no module this engine can run. */
export async function compileModule(module: BundledModule): Promise<CompiledModule> {
  const text = module.source.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
  const inherited =
    module.sourceMap === null
      ? ""
      : `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(module.sourceMap).toString("base64")}`;
  const refuse = (reason: string) =>
    new HttpFailure(400, "InvalidModules", `Failed to load ${module.path}: ${reason}`);
  try {
    return await toCommonJs(text + inherited, module.path);
  } catch (error) {
    if (!isTransformFailure(error)) throw error;
    if (!error.errors.some(isTopLevelAwait)) throw refuse(error.errors[0]?.text ?? error.message);
  }
  try {
    const wrapped = await wrapTopLevelAwait(text);
    if (wrapped === null) throw refuse("top-level await beside exports of this form is not supported.");
    return await toCommonJs(wrapped + inherited, module.path);
  } catch (error) {
    if (!isTransformFailure(error)) throw error;
    throw refuse(error.errors[0]?.text ?? error.message);
  }
}

async function toCommonJs(text: string, path: string): Promise<CompiledModule> {
  const result = await transform(text, {
    format: "cjs",
    loader: "js",
    target: "node20",
    sourcefile: path,
    sourcemap: "external",
    sourcesContent: false,
    supported: { "dynamic-import": false },
    define: { "import.meta.url": "__importMetaUrl" },
    logLevel: "silent",
  });
  return { code: result.code, sourceMap: result.map === "" ? null : result.map };
}

function isTopLevelAwait({ text }: Message): boolean {
  return text.includes("Top-level await");
}

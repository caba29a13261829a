/**
 * From the CLI's ESM bundle to the CommonJS text that is stored and evaluated. Done once, at push; the source map it
 * keeps leads from the evaluated text straight to the developer's file.
 */
import { transform, type TransformFailure } from "esbuild";
import type { ModuleEnvironment } from "../functions/application";
import { HttpFailure } from "./api";

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
  try {
    const result = await transform(text + inherited, {
      format: "cjs",
      loader: "js",
      target: "node20",
      sourcefile: module.path,
      sourcemap: "external",
      sourcesContent: false,
      supported: { "dynamic-import": false },
      define: { "import.meta.url": "__importMetaUrl" },
      logLevel: "silent",
    });
    return { code: result.code, sourceMap: result.map === "" ? null : result.map };
  } catch (error) {
    if (!isTransformFailure(error)) throw error;
    const first = error.errors[0]?.text ?? error.message;
    const reason = first.includes("Top-level await")
      ? "top-level await is not supported; await inside a function instead"
      : first;
    throw new HttpFailure(400, "InvalidModules", `Failed to load ${module.path}: ${reason}`);
  }
}

/** An app given as text, written to a folder of its own and deployed with the official CLI, as its author would. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createProject, type AppProject, type EngineProcess, temporaryFolder } from "../cli/engineProcess";

const root = path.resolve(import.meta.dirname, "../../..");

/** Files under `convex/`; `_generated` is made by the CLI. */
export type ProgramSource = Record<string, string>;

export async function deployProgram(engine: EngineProcess, source: ProgramSource): Promise<AppProject> {
  const template = temporaryFolder("program");
  const packageJson = { name: "program", private: true, type: "module", dependencies: { convex: "1.48.0" } };
  writeFileSync(path.join(template, "package.json"), JSON.stringify(packageJson));
  for (const [name, text] of Object.entries(source)) {
    const file = path.join(template, "convex", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const project = createProject(template);
  symlinkSync(path.join(root, "node_modules"), path.join(template, "node_modules"));
  await project.cli(engine, "deploy", "--typecheck", "disable", "-y");
  return project;
}

/**
 * Where the host keeps and finds things on disk. Everything it writes besides the web build lives under one folder
 * (`.maydan/`, or `MAYDAN_HOME`), so deleting that folder is a complete reset.
 */
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../..");

/** Output of the web build; the only folder outside `stateDir` that the host writes. */
export const distDir = path.join(projectRoot, "dist");

/** Files of one installation, all below `stateDir`. */
export interface HostPaths {
  stateDir: string;
  engineData: string;
  hostState: string;
  authKeys: string;
  engineLog: string;
}

export function hostPaths(
  stateDir = process.env["MAYDAN_HOME"] ?? path.join(projectRoot, ".maydan"),
): HostPaths {
  const dir = path.resolve(stateDir);
  return {
    stateDir: dir,
    engineData: path.join(dir, "data"),
    hostState: path.join(dir, "host.json"),
    authKeys: path.join(dir, "auth-keys.json"),
    engineLog: path.join(dir, "engine.log"),
  };
}

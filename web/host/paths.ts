/**
 * Where the host keeps and finds things on disk. Everything it writes besides the web builds lives under one folder
 * (`.maydan/`, or `MAYDAN_HOME`), so deleting that folder is a complete reset.
 */
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../..");

/** Web builds the host made, one folder per fingerprint of their sources. */
export const pagesDir = path.join(projectRoot, ".maydan", "pages");

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

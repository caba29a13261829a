/**
 * Brings a freshly started engine to the state the pages expect: environment, functions, demo data. Each step is skipped
 * when it was done for this data folder before and nothing changed since.
 */
import { createHash } from "node:crypto";
import { type AuthKeys, loadAuthKeys } from "./authKeys";
import { type Deployment, pushFunctions, runAsAdmin, setEnvironment } from "./deploymentAdmin";
import { fingerprint } from "./fingerprint";
import { type HostState, readHostState, writeHostState } from "./hostState";
import type { HostPaths } from "./paths";

export interface Preparation {
  deployment: Deployment;
  paths: HostPaths;
  /** Address of the pages, used in links the functions write. */
  siteUrl: string;
  demo: boolean;
  /** Issuer of Clerk's tokens, where Clerk is used. */
  clerkIssuer?: string | undefined;
  /** Today in UTC as YYYY-MM-DD: demo appointments are laid around it. */
  anchorDay: string;
  onStep: (step: "push" | "demo") => void;
}

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

export async function prepareDeployment(preparation: Preparation): Promise<void> {
  const { deployment, paths } = preparation;
  const identity = digest(deployment.adminKey).slice(0, 16);
  const remembered = await readHostState(paths.hostState);
  const state: HostState = remembered.deployment === identity ? remembered : { deployment: identity };

  const environment = deploymentEnvironment(preparation, await loadAuthKeys(paths.authKeys));
  const environmentStamp = digest(JSON.stringify(environment));
  if (state.environment !== environmentStamp) {
    await setEnvironment(deployment, environment);
    await writeHostState(paths.hostState, Object.assign(state, { environment: environmentStamp }));
  }

  const code = await fingerprint(["convex", "shared", "package-lock.json"]);
  if (state.pushed !== code) {
    preparation.onStep("push");
    await pushFunctions(deployment);
    await writeHostState(paths.hostState, Object.assign(state, { pushed: code }));
  }

  if (preparation.demo && !state.demoLoaded) {
    preparation.onStep("demo");
    await runAsAdmin(deployment, "seed:load", { anchorDay: preparation.anchorDay });
    await writeHostState(paths.hostState, Object.assign(state, { demoLoaded: true }));
  }
}

/** Variables the functions read: token keys, the address of the pages, whether demo accounts exist. */
export function deploymentEnvironment(
  { siteUrl, demo, clerkIssuer }: Pick<Preparation, "siteUrl" | "demo" | "clerkIssuer">,
  keys: AuthKeys,
): Record<string, string | null> {
  return {
    ...keys,
    SITE_URL: siteUrl,
    DEMO_MODE: demo ? "1" : null,
    CLERK_JWT_ISSUER_DOMAIN: clerkIssuer ?? "off",
  };
}

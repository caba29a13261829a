/**
 * `process.env` of each component: the app sees the deployment's variables, a component only what its parent gave it,
 * both see the two addresses. Owns reading; where bindings come from is `instance.ts`.
 */
import type { ComponentPath } from "../values/json";
import { type Instances, mountedAt, variableSource } from "./instance";

export interface EnvironmentSources {
  deployment: { cloudUrl(): string; siteUrl(): string };
  /** The deployment's variables. */
  environment: { get(name: string): string | undefined; names(): string[] };
  instances: Instances;
}

/** `onRead` is told the deployment variable that the value came from. */
export function readVariable(
  { deployment, environment, instances }: EnvironmentSources,
  component: ComponentPath,
  name: string,
  onRead?: (variable: string) => void,
): string | undefined {
  if (name === "CONVEX_CLOUD_URL") return deployment.cloudUrl();
  if (name === "CONVEX_SITE_URL")
    return deployment.siteUrl() + (mountedAt(instances, component) ?? "/").slice(0, -1);
  const source = variableSource(instances, component, name);
  if (source === undefined) return undefined;
  if ("value" in source) return source.value;
  onRead?.(source.deploymentVariable);
  return environment.get(source.deploymentVariable);
}

export function variableNames(
  { environment, instances }: EnvironmentSources,
  component: ComponentPath,
): string[] {
  const own = component === "" ? environment.names() : Object.keys(instances(component)?.env ?? {});
  return ["CONVEX_CLOUD_URL", "CONVEX_SITE_URL", ...own];
}

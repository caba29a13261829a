/**
 * Mounted components: the tree of instances a push describes, addressed by path ("" is the app, "a/b" a child's child).
 * Pure lookups: children, mount prefixes, where a variable's value comes from. Making the tree is `instantiate.ts`.
 */
import type { ComponentPath } from "../values/json";

/** What a parent gives a child for a variable: a text, or one of its own variables. */
type EnvironmentBinding = { type: "value"; value: string } | { type: "envVar"; name: string };

export interface ComponentInstance {
  path: ComponentPath;
  /** Where its code is: instances of one definition share it. "" is the app's own. */
  definition: string;
  env: Record<string, EnvironmentBinding>;
  /** HTTP prefix, with both slashes → name of the child that answers below it. */
  httpMounts: Record<string, string>;
  /** Prefix of the app's own routes. */
  httpPrefix: string | null;
}

/** The app itself, without children. */
export function rootInstance(): ComponentInstance {
  return { path: "", definition: "", env: {}, httpMounts: {}, httpPrefix: null };
}

export function childPath(parent: ComponentPath, name: string): ComponentPath {
  return parent === "" ? name : `${parent}/${name}`;
}

/** Null for the app. */
export function parentPath(path: ComponentPath): ComponentPath | null {
  if (path === "") return null;
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

/** Looks an instance up by its path. */
export type Instances = (path: ComponentPath) => ComponentInstance | undefined;

/** Where a component's routes are reachable, with both slashes; null when it is not mounted. */
export function mountedAt(instances: Instances, path: ComponentPath): string | null {
  const parent = parentPath(path);
  if (parent === null) return "/";
  const name = path.slice(parent === "" ? 0 : parent.length + 1);
  const prefix = Object.entries(instances(parent)?.httpMounts ?? {}).find(([, child]) => child === name)?.[0];
  if (prefix === undefined) return null;
  const base = mountedAt(instances, parent);
  return base === null ? null : base.slice(0, -1) + prefix;
}

/** A fixed text, or the deployment variable behind it; undefined when the component was given nothing. */
export type VariableSource = { value: string } | { deploymentVariable: string } | undefined;

/** Follows a binding up to the app. */
export function variableSource(instances: Instances, path: ComponentPath, name: string): VariableSource {
  const parent = parentPath(path);
  if (parent === null) return { deploymentVariable: name };
  const bindings = instances(path)?.env ?? {};
  const binding = Object.hasOwn(bindings, name) ? bindings[name] : undefined;
  if (binding === undefined) return undefined;
  return binding.type === "value"
    ? { value: binding.value }
    : variableSource(instances, parent, binding.name);
}

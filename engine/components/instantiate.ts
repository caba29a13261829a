/**
 * From definitions to the tree of instances: every `use()` is one, with its own place, data and variables. Refuses
 * trees that cannot be mounted. Pure.
 */
import { parseValidator } from "../values/validatorJson";
import { validate } from "../values/validator";
import { describeValidator } from "../values/validatorText";
import type { JSONValue } from "../values/json";
import type { DeclaredComponent } from "./definition";
import { type EnvironmentSources, readVariable } from "./environment";
import { childPath, type ComponentInstance, parentPath } from "./instance";

/** A tree that cannot be mounted; the message names component and reason. */
export class UnmountableComponent extends Error {}

const childReference = "_reference/childComponent/";
const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/;
const maxNameChars = 64;

type Definitions = ReadonlyMap<string, DeclaredComponent>;

/** All instances, parents before children, the app first. Throws `UnmountableComponent`. */
export function instantiate(definitions: Definitions): ComponentInstance[] {
  const instances: ComponentInstance[] = [];
  const mount = (instance: Pick<ComponentInstance, "path" | "definition" | "env">): void => {
    const declared = definitions.get(instance.definition);
    if (declared === undefined)
      throw new UnmountableComponent(
        `The push has no definition for the component at ${instance.definition}.`,
      );
    const httpMounts = Object.entries(declared.httpMounts).map(
      ([prefix, reference]) => [prefix, reference.slice(childReference.length)] as const,
    );
    instances.push({
      ...instance,
      httpMounts: Object.fromEntries(httpMounts),
      httpPrefix: declared.httpPrefix ?? null,
    });
    const seen = new Set<string>();
    for (const { name, path: definition, env } of declared.childComponents) {
      if (!namePattern.test(name) || name.length > maxNameChars)
        throw new UnmountableComponent(
          `Invalid component name "${name}": names have at most ${maxNameChars} letters, digits and underscores and do not start with a digit.`,
        );
      if (seen.has(name))
        throw new UnmountableComponent(
          `Two components are called "${name}": give one of them another name, as in use(component, { name: "…" }).`,
        );
      seen.add(name);
      mount({ path: childPath(instance.path, name), definition, env: Object.fromEntries(env ?? []) });
    }
  };
  mount({ path: "", definition: "", env: {} });
  return instances;
}

/** Declared variables must be there and fit. Throws `UnmountableComponent` naming the first that does not. */
export function checkVariables(
  definitions: Definitions,
  instances: readonly ComponentInstance[],
  sources: EnvironmentSources,
): void {
  const declaredIn = (path: string) =>
    new Map(definitions.get(sources.instances(path)?.definition ?? "")?.envVars ?? []);
  for (const { path, env } of instances) {
    const declared = declaredIn(path);
    const who = path === "" ? "The app" : `Component "${path}"`;
    const parent = parentPath(path);
    for (const [name, binding] of Object.entries(env)) {
      if (!declared.has(name))
        throw new UnmountableComponent(
          `${who} does not declare the environment variable ${name} it was given.`,
        );
      if (binding.type === "envVar" && parent !== null && !declaredIn(parent).has(binding.name))
        throw new UnmountableComponent(
          `${who} was given ${binding.name}, which its parent does not declare.`,
        );
    }
    for (const [name, { value: validatorText, optional }] of declared) {
      const value = readVariable(sources, path, name);
      if (value === undefined) {
        if (optional === true) continue;
        throw new UnmountableComponent(
          path === ""
            ? `Environment variable ${name} is declared in convex.config.ts but not set. Set it with \`npx convex env set ${name} value\`.`
            : `${who} needs the environment variable ${name}: pass it in use(component, { env: { ${name} } }) and set what it refers to.`,
        );
      }
      const validator = parseValidator(
        JSON.parse(validatorText) as JSONValue,
        `environment variable ${name}`,
      );
      // The value itself is kept out of the text: it may be a secret.
      if (validate(validator, value, noTables) !== null)
        throw new UnmountableComponent(
          `Environment variable ${name} of ${path === "" ? "the app" : `component "${path}"`} does not match its declaration: ${describeValidator(validator)}`,
        );
    }
  }
}

const noTables = { tableNumber: () => undefined, tableName: () => undefined };

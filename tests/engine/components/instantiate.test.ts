/** Trees that cannot be mounted, and what a component sees of the environment: pure. */
import { expect, test } from "vitest";
import { type DeclaredComponent, emptyApp } from "../../../engine/components/definition";
import { readVariable, variableNames } from "../../../engine/components/environment";
import { checkVariables, instantiate } from "../../../engine/components/instantiate";

type Child = DeclaredComponent["childComponents"][number];

const text = JSON.stringify({ type: "string" });

function declared(children: Child[], variables: DeclaredComponent["envVars"] = []): DeclaredComponent {
  return { ...emptyApp(), childComponents: children, envVars: variables };
}

function mounted(
  app: DeclaredComponent,
  others: Record<string, DeclaredComponent>,
  set: Record<string, string>,
) {
  const definitions = new Map([["", app], ...Object.entries(others)]);
  const instances = instantiate(definitions);
  const sources = {
    deployment: { cloudUrl: () => "http://cloud", siteUrl: () => "http://site" },
    environment: { get: (name: string) => set[name], names: () => Object.keys(set) },
    instances: (path: string) => instances.find((instance) => instance.path === path),
  };
  return { definitions, instances, sources, check: () => checkVariables(definitions, instances, sources) };
}

test("CM-1 instances are named by their place, one for each use()", () => {
  const inner = declared([]);
  const outer = declared([{ name: "inner", path: "../inner" }]);
  const app = declared([
    { name: "one", path: "../outer" },
    { name: "two", path: "../outer" },
  ]);
  const { instances } = mounted(app, { "../outer": outer, "../inner": inner }, {});
  expect(instances.map(({ path }) => path)).toEqual(["", "one", "one/inner", "two", "two/inner"]);
});

test.each<[string, DeclaredComponent, RegExp]>([
  ["an unknown definition", declared([{ name: "a", path: "../nowhere" }]), /no definition .*\.\.\/nowhere/],
  ["a name that is no name", declared([{ name: "a/b", path: "../c" }]), /Invalid component name "a\/b"/],
  [
    "two children of one name",
    declared([
      { name: "a", path: "../c" },
      { name: "a", path: "../c" },
    ]),
    /Two components are called "a"/,
  ],
])("PU-12 refuses %s", (_name, app, message) => {
  expect(() => mounted(app, { "../c": declared([]) }, {})).toThrow(message);
});

const needsKey = declared([], [["KEY", { value: text }]]);
const needsNothing = declared([], [["KEY", { value: text, optional: true }]]);
const literal = declared([], [["KEY", { value: JSON.stringify({ type: "literal", value: "on" }) }]]);
const give = (env: Child["env"]): Child[] => [{ name: "c", path: "../c", env }];

test.each<[string, DeclaredComponent, DeclaredComponent, RegExp | null]>([
  ["nothing for a required one", declared(give([])), needsKey, /Component "c" needs .* KEY/],
  ["nothing for an optional one", declared(give([])), needsNothing, null],
  ["a text", declared(give([["KEY", { type: "value", value: "x" }]])), needsKey, null],
  [
    "a text that does not fit",
    declared(give([["KEY", { type: "value", value: "hidden" }]])),
    literal,
    /KEY of component "c" does not match its declaration/,
  ],
  [
    "a variable nobody declared",
    declared(give([["OTHER", { type: "value", value: "x" }]])),
    needsNothing,
    /does not declare the environment variable OTHER/,
  ],
  [
    "a reference to what the parent does not declare",
    declared(give([["KEY", { type: "envVar", name: "APP_KEY" }]])),
    needsKey,
    /given APP_KEY, which its parent does not declare/,
  ],
  [
    "a reference to what is set",
    declared(give([["KEY", { type: "envVar", name: "APP_KEY" }]]), [["APP_KEY", { value: text }]]),
    needsKey,
    null,
  ],
])("CM-2 a component that is given %s", (_name, app, child, message) => {
  const { check } = mounted(app, { "../c": child }, { APP_KEY: "k", SECRET: "s" });
  if (message === null) expect(check).not.toThrow();
  else expect(check).toThrow(message);
});

test("CM-2 references go up through several components, and what was not passed is not there", () => {
  const reference = (name: string) => [["KEY", { type: "envVar", name }]] satisfies Child["env"];
  const app = declared([{ name: "outer", path: "../outer", env: reference("APP_KEY") }]);
  const outer = declared([{ name: "inner", path: "../inner", env: reference("KEY") }]);
  const { sources } = mounted(
    app,
    { "../outer": outer, "../inner": declared([]) },
    { APP_KEY: "k", SECRET: "s" },
  );
  const read: string[] = [];
  expect(readVariable(sources, "outer/inner", "KEY", (name) => read.push(name))).toBe("k");
  expect(read).toEqual(["APP_KEY"]);
  expect(readVariable(sources, "outer/inner", "SECRET")).toBeUndefined();
  expect(readVariable(sources, "outer/inner", "toString")).toBeUndefined();
  expect(readVariable(sources, "", "SECRET")).toBe("s");
  expect(variableNames(sources, "outer")).toEqual(["CONVEX_CLOUD_URL", "CONVEX_SITE_URL", "KEY"]);
});

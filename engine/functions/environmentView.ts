/** `process.env` of actions: a read-only view of a component's variables, which may change while code is loaded. */
import type { ComponentPath } from "../values/json";
import { environmentNames, readEnvironment, type Services } from "./execution";

/** `base` lies under the component's variables: what Node itself needs in `"use node"` modules. */
export function environmentView(
  services: Services,
  component: ComponentPath,
  base: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const read = (name: string) => readEnvironment(services, component, name) ?? base[name];
  const names = () => [...new Set([...environmentNames(services, component), ...Object.keys(base)])];
  return new Proxy<NodeJS.ProcessEnv>(
    {},
    {
      get: (_target, name) => (typeof name === "string" ? read(name) : undefined),
      has: (_target, name) => typeof name === "string" && read(name) !== undefined,
      ownKeys: names,
      getOwnPropertyDescriptor: (_target, name) => {
        const value = typeof name === "string" ? read(name) : undefined;
        return value === undefined
          ? undefined
          : { value, enumerable: true, configurable: true, writable: false };
      },
      set() {
        throw new TypeError("process.env is read-only.");
      },
      deleteProperty: () => false,
    },
  );
}

/**
 * Whom a call inside the deployment addresses: a function by name, or by handle. Handles spell component and path
 * reversibly, so they are stable over pushes and need no table; a handle to a function that is gone fails at its use.
 */
import type { ComponentPath, JSONObject } from "../values/json";
import { CallRefused } from "./failure";
import { displayPath, parseFunctionPath } from "./functionPath";
import { optionalText } from "./syscallArgs";

export interface Address {
  component: ComponentPath;
  /** `dir/mod:fn` */
  path: string;
}

const scheme = "function://";

export function handleOf(address: Address): string {
  return scheme + Buffer.from(JSON.stringify([address.component, address.path])).toString("base64url");
}

function fromHandle(handle: string): Address {
  try {
    const decoded: unknown = JSON.parse(Buffer.from(handle.slice(scheme.length), "base64url").toString());
    if (Array.isArray(decoded)) {
      const [component, path] = decoded as unknown[];
      if (typeof component === "string" && typeof path === "string") return { component, path };
    }
  } catch {
    // Not one of ours; refused below.
  }
  throw new CallRefused(`Invalid function handle: ${handle}`);
}

/** Reads `name`, `functionHandle` or `reference` of an operation issued in `component`. */
export function addressOf(args: JSONObject, component: ComponentPath): Address {
  const handle = optionalText(args, "functionHandle");
  if (handle !== undefined) return fromHandle(handle);
  const name = optionalText(args, "name");
  if (name !== undefined) return { component, path: displayPath(parseFunctionPath(name)) };
  const reference = optionalText(args, "reference");
  if (reference?.startsWith("_reference/function/") === true)
    return {
      component,
      path: displayPath(parseFunctionPath(reference.slice("_reference/function/".length))),
    };
  if (reference !== undefined)
    throw new CallRefused(`Components are not available on this deployment (called ${reference}).`);
  throw new CallRefused("The call names no function.");
}

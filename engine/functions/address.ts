/**
 * Whom a call inside the deployment addresses: a function by name, of a child component, or by handle. Handles spell component and path
 * reversibly, so they are stable over pushes and need no table; a handle to a function that is gone fails at its use.
 */
import type { ComponentPath, JSONObject } from "../values/json";
import type { Application } from "./application";
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

const functionReference = "_reference/function/";
const childReference = "_reference/childComponent/";

/** An address, and whether it reaches what its component keeps to itself. */
export interface ReadAddress extends Address {
  allowInternal: boolean;
}

/** `name/module…/fn` below the calling component. Children show their public functions only. */
function childAddress(path: string, component: ComponentPath, application: Application): ReadAddress {
  const parts = path.split("/");
  const child = parts.shift() ?? "";
  const name = parts.pop();
  const target = application.child(component, child);
  if (target === null)
    throw new CallRefused(
      `Child component "${child}" is not mounted${component === "" ? "" : ` in "${component}"`}: add it to convex.config.ts with use() and push again.`,
    );
  if (name === undefined || parts.length === 0)
    throw new CallRefused(`components.${child} names no function of the component.`);
  const path_ = displayPath(parseFunctionPath(`${parts.join("/")}:${name}`));
  return { component: target, path: path_, allowInternal: false };
}

/** Reads `name`, `functionHandle` or `reference` of an operation issued in `component`. */
export function addressOf(args: JSONObject, component: ComponentPath, application: Application): ReadAddress {
  const own = (name: string) => ({
    component,
    path: displayPath(parseFunctionPath(name)),
    allowInternal: true,
  });
  const handle = optionalText(args, "functionHandle");
  if (handle !== undefined) return { ...fromHandle(handle), allowInternal: true };
  const name = optionalText(args, "name");
  if (name !== undefined) return own(name);
  const reference = optionalText(args, "reference");
  if (reference?.startsWith(functionReference) === true)
    return own(reference.slice(functionReference.length));
  if (reference?.startsWith(childReference) === true)
    return childAddress(reference.slice(childReference.length), component, application);
  if (reference !== undefined) throw new CallRefused(`The reference ${reference} names no function.`);
  throw new CallRefused("The call names no function.");
}

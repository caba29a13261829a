/* The signed-in member, handed down by the page that checked it. Holds no rights of its own: the server decides. */
import type { FunctionReturnType } from "convex/server";
import { createContext, useContext } from "react";
import type { api } from "../../convex/_generated/api";

export type Me = NonNullable<FunctionReturnType<typeof api.session.me>>;

/** One of the branches in the member's scope. */
export type Branch = Me["branches"][number];

export const MeContext = createContext<Me | null>(null);

/** The member of staff on a page that requires one. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error("useMe outside of a page that requires a session");
  return me;
}

/** References to the test app's functions; their results are looked at by the tests, not by the compiler. */
import { type FunctionReference, makeFunctionReference } from "convex/server";

type Args = Record<string, unknown>;
const query = (name: string): FunctionReference<"query", "public", Args, unknown> =>
  makeFunctionReference(name);
const mutation = (name: string): FunctionReference<"mutation", "public", Args, unknown> =>
  makeFunctionReference(name);
const action = (name: string): FunctionReference<"action", "public", Args, unknown> =>
  makeFunctionReference(name);

export type AppQuery = ReturnType<typeof query>;

export const messages = {
  list: query("messages:list"),
  page: query("messages:page"),
  send: mutation("messages:send"),
  clear: mutation("messages:clear"),
};
export const counters = {
  get: query("counters:get"),
  increment: mutation("counters:increment"),
  move: mutation("counters:move"),
  write: mutation("counters:write"),
  written: query("counters:written"),
};
export const people = {
  whoAmI: query("people:whoAmI"),
  whoAmIMutation: mutation("people:whoAmIMutation"),
  secret: query("people:secret"),
  variable: query("people:variable"),
  noisy: mutation("people:noisy"),
  fails: query("people:fails"),
  relay: action("people:relay"),
  slow: action("people:slow"),
  spin: action("people:spin"),
};
export const files = {
  uploadUrl: mutation("files:uploadUrl"),
  url: query("files:url"),
  row: query("files:row"),
  remove: mutation("files:remove"),
  store: action("files:store"),
};
export const missing = mutation("nothing:here");

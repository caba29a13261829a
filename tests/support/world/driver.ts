/**
 * What a functions test needs of a deployment: callers with an identity, and the deployment's own key. Two drivers give
 * it, one in memory and one over the wire; no test knows which it runs on.
 */
import type { ConvexClient } from "convex/browser";
import type { Id } from "../../../convex/_generated/dataModel";
import type { FunctionArgs, FunctionReference, FunctionReturnType } from "convex/server";

type Query = FunctionReference<"query", "public">;
type Mutation = FunctionReference<"mutation", "public">;
type Action = FunctionReference<"action", "public">;

/** Somebody calling public functions. */
export interface Caller {
  query<F extends Query>(reference: F, args: FunctionArgs<F>): Promise<FunctionReturnType<F>>;
  mutation<F extends Mutation>(reference: F, args: FunctionArgs<F>): Promise<FunctionReturnType<F>>;
  action<F extends Action>(reference: F, args: FunctionArgs<F>): Promise<FunctionReturnType<F>>;
}

export interface Driver {
  readonly name: "memory" | "engine";
  readonly anonymous: Caller;
  /** Signs in with the demo password and calls as that person. */
  signIn(email: string): Promise<Caller>;
  /** Calls with a token of this deployment that says more (or somebody else) than it should. */
  withClaims(email: string, claims: Record<string, string>): Promise<Caller>;
  /** Tries a password; resolves to whether it was accepted. */
  tryPassword(params: Record<string, string>): Promise<boolean>;
  /** Signs in through any provider; null when it answered without a session. Throws what the provider refuses with. */
  enter(provider: string, params: Record<string, string>): Promise<Caller | null>;
  /** Newest rows of a table, as the deployment's own dashboard would show them; at most 100. */
  rows(table: string): Promise<Record<string, unknown>[]>;
  /** A well-formed id of a table that has never had such a row. */
  missingId(table: string): string;
  /** Sends a file to an upload address and answers its storage id. */
  upload(url: string, file: Blob): Promise<Id<"_storage">>;
  /** Any function, internal ones included. */
  run(functionPath: string, args: Record<string, unknown>): Promise<unknown>;
  /** Sets or removes an environment variable of the deployment. */
  setVariable(name: string, value: string | null): Promise<void>;
  stop(): Promise<void>;
}

/** A driver that also has a live connection, as pages have it. */
export interface LiveDriver extends Driver {
  /** Calls with any token. */
  withToken(token: string): Caller;
  /** Opens a socket for a person, or for a stranger; closed with the driver. */
  connect(email: string | null): Promise<ConvexClient>;
}

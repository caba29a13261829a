/**
 * What a client may say on the socket, and the texts the server answers with.
 * Owns the wire forms; versions and order are `socketSession.ts`.
 */
import { z } from "zod";
import type { ActionRun, MutationRun } from "../execution/api";
import type { JSONObject } from "../values/json";
import { encodeTs } from "./timestamp";

const count = z.number().int().nonnegative();
// Args are only checked to be one object: the runtime validates them against the function's own validator.
const args = z
  .array(z.record(z.string(), z.unknown()))
  .max(1)
  .transform((list): JSONObject => (list[0] ?? {}) as JSONObject);
const componentPath = z.string().nullish();

const modification = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("Add"),
    queryId: count,
    udfPath: z.string(),
    args,
    journal: z.string().nullish(),
    componentPath,
  }),
  z.object({ type: z.literal("Remove"), queryId: count }),
]);

const authenticate = z.discriminatedUnion("tokenType", [
  z.object({
    type: z.literal("Authenticate"),
    tokenType: z.literal("User"),
    value: z.string(),
    baseVersion: count,
  }),
  z.object({ type: z.literal("Authenticate"), tokenType: z.literal("None"), baseVersion: count }),
  z.object({
    type: z.literal("Authenticate"),
    tokenType: z.literal("Admin"),
    value: z.string(),
    baseVersion: count,
    impersonating: z.unknown().optional(),
    actingAs: z.unknown().optional(),
  }),
]);

const clientMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("Connect"),
    sessionId: z.string(),
    connectionCount: count,
    lastCloseReason: z.string().nullish(),
    maxObservedTimestamp: z.string().nullish(),
    clientTs: z.number().nullish(),
  }),
  authenticate,
  z.object({
    type: z.literal("ModifyQuerySet"),
    baseVersion: count,
    newVersion: count,
    modifications: z.array(modification),
  }),
  z.object({ type: z.literal("Mutation"), requestId: count, udfPath: z.string(), args, componentPath }),
  z.object({ type: z.literal("Action"), requestId: count, udfPath: z.string(), args, componentPath }),
  z.object({ type: z.literal("Event") }),
]);

export type ClientMessage = z.infer<typeof clientMessage>;
export type ConnectMessage = Extract<ClientMessage, { type: "Connect" }>;
export type AuthenticateMessage = z.infer<typeof authenticate>;
export type ModifyQuerySetMessage = Extract<ClientMessage, { type: "ModifyQuerySet" }>;
export type MutationMessage = Extract<ClientMessage, { type: "Mutation" }>;
export type ActionMessage = Extract<ClientMessage, { type: "Action" }>;

/** Throws with a text fit for a `FatalError` when the frame is not a message of the protocol. */
export function parseClientMessage(text: string): ClientMessage {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error("Received a frame that is not JSON");
  }
  const parsed = clientMessage.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`Received an invalid message: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
}

export interface StateVersion {
  querySet: number;
  identity: number;
  ts: bigint;
}

export const pingText = '{"type":"Ping"}';

/**
 * The text of a transition. Sockets that go through the same versions get the very same string, built once.
 * @param modifications already serialised, joined by commas.
 */
export function transitionText(
  start: StateVersion,
  end: StateVersion,
  modifications: string,
  clientClockSkewMs: number | null,
): string {
  if (clientClockSkewMs !== null) {
    return buildTransition(start, end, modifications, `,"clientClockSkew":${clientClockSkewMs}`);
  }
  const { last } = memo;
  if (
    last !== null &&
    last.modifications === modifications &&
    sameVersion(last.start, start) &&
    sameVersion(last.end, end)
  ) {
    return last.text;
  }
  const text = buildTransition(start, end, modifications, "");
  memo.last = { start, end, modifications, text };
  return text;
}

const memo: {
  last: { start: StateVersion; end: StateVersion; modifications: string; text: string } | null;
} = { last: null };

function sameVersion(one: StateVersion, other: StateVersion): boolean {
  return one.ts === other.ts && one.querySet === other.querySet && one.identity === other.identity;
}

function buildTransition(
  start: StateVersion,
  end: StateVersion,
  modifications: string,
  skew: string,
): string {
  return `{"type":"Transition","startVersion":${versionText(start)},"endVersion":${versionText(end)},"modifications":[${modifications}]${skew}}`;
}

function versionText(version: StateVersion): string {
  return `{"querySet":${version.querySet},"identity":${version.identity},"ts":"${encodeTs(version.ts)}"}`;
}

export function mutationResponseText(requestId: number, run: MutationRun, sendLogLines: boolean): string {
  const lines = sendLogLines ? JSON.stringify(run.logLines) : "[]";
  if (run.outcome.ok && run.ts !== null) {
    return `{"type":"MutationResponse","requestId":${requestId},"success":true,"result":${run.outcome.valueText},"ts":"${encodeTs(run.ts)}","logLines":${lines}}`;
  }
  return `{"type":"MutationResponse","requestId":${requestId},"success":false,${failureText(run)},"ts":null,"logLines":${lines}}`;
}

export function actionResponseText(requestId: number, run: ActionRun, sendLogLines: boolean): string {
  const lines = sendLogLines ? JSON.stringify(run.logLines) : "[]";
  const result = run.outcome.ok
    ? `"success":true,"result":${run.outcome.valueText}`
    : `"success":false,${failureText(run)}`;
  return `{"type":"ActionResponse","requestId":${requestId},${result},"logLines":${lines}}`;
}

function failureText(run: ActionRun): string {
  if (run.outcome.ok) throw new Error("A mutation succeeded without a timestamp");
  const { message, data } = run.outcome.error;
  const errorData = data === undefined ? "" : `,"errorData":${JSON.stringify(data)}`;
  return `"result":${JSON.stringify(message)}${errorData}`;
}

export function authErrorText(error: string, baseVersion: number, authUpdateAttempted: boolean): string {
  return JSON.stringify({ type: "AuthError", error, baseVersion, authUpdateAttempted });
}

export function fatalErrorText(error: string): string {
  return JSON.stringify({ type: "FatalError", error });
}

const CHUNK_LENGTH = 5_000_000;

/** Pieces of a transition's text, in order; a single element when it is short enough to travel whole. */
export function transitionFrames(text: string, mayChunk: boolean, transitionId: string): string[] {
  if (!mayChunk || text.length <= CHUNK_LENGTH) return [text];
  const totalParts = Math.ceil(text.length / CHUNK_LENGTH);
  return Array.from({ length: totalParts }, (_, partNumber) =>
    JSON.stringify({
      type: "TransitionChunk",
      chunk: text.slice(partNumber * CHUNK_LENGTH, (partNumber + 1) * CHUNK_LENGTH),
      partNumber,
      totalParts,
      transitionId,
    }),
  );
}

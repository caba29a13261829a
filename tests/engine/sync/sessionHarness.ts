/** A socket session without a socket: frames in, frames out, with the scripted database behind it. */
import { z } from "zod";
import { QueryCache } from "../../../engine/subscriptions/queryCache";
import { SocketSession } from "../../../engine/sync/socketSession";
import { decodeTs } from "../../../engine/sync/timestamp";
import { TransitionHub } from "../../../engine/sync/transitionHub";
import { ScriptedDatabase, ScriptedExecutor, ScriptedIndex, scriptedAuthenticator } from "./scripted";

const version = z.object({ querySet: z.number(), identity: z.number(), ts: z.string().transform(decodeTs) });
const frameSchema = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("Transition"),
    startVersion: version,
    endVersion: version,
    modifications: z.array(z.looseObject({ type: z.string(), queryId: z.number() })),
    clientClockSkew: z.number().optional(),
  }),
  z.looseObject({ type: z.literal("MutationResponse"), requestId: z.number(), success: z.boolean() }),
  z.looseObject({ type: z.literal("ActionResponse"), requestId: z.number(), success: z.boolean() }),
  z.looseObject({ type: z.literal("AuthError"), baseVersion: z.number(), authUpdateAttempted: z.boolean() }),
  z.looseObject({ type: z.literal("FatalError"), error: z.string() }),
  z.looseObject({ type: z.literal("TransitionChunk"), chunk: z.string(), partNumber: z.number() }),
]);
type Frame = z.infer<typeof frameSchema>;
type TransitionFrame = Extract<Frame, { type: "Transition" }>;

export function createWorld(options: { sendLogLines?: boolean } = {}) {
  const database = new ScriptedDatabase();
  const executor = new ScriptedExecutor(database);
  const index = new ScriptedIndex();
  const errors: unknown[] = [];
  const sendLogLines = options.sendLogLines ?? true;
  const cache = new QueryCache({ executor, database, index, sendLogLines });
  const hub = new TransitionHub({ database, cache, onUnwritable: (error) => errors.push(error) });
  const clock = { now: 1_000_000 };
  const services = {
    executor,
    database,
    authenticator: scriptedAuthenticator,
    cache,
    hub,
    sendLogLines,
    now: () => clock.now,
    reportError: (error: unknown) => errors.push(error),
  };
  return {
    database,
    executor,
    cache,
    errors,
    clock,
    services,
    connect: (connectOptions: Partial<ClientOptions> = {}) => new TestClient(services, connectOptions),
  };
}

interface ClientOptions {
  sessionId: string;
  maxObservedTimestamp: string;
  /** Frames whose bytes the "network" does not take. */
  clogged: boolean;
  mayChunk: boolean;
}

class TestClient {
  readonly frames: Frame[] = [];
  closed: { code: number; reason: string } | null = null;
  readonly session: SocketSession;
  readonly unsent: (() => void)[] = [];

  constructor(services: ConstructorParameters<typeof SocketSession>[1], options: Partial<ClientOptions>) {
    this.session = new SocketSession(
      {
        send: (texts, sent) => {
          for (const text of texts) this.frames.push(frameSchema.parse(JSON.parse(text)));
          if (sent === undefined) return;
          if (options.clogged === true) this.unsent.push(sent);
          else queueMicrotask(sent);
        },
        close: (code, reason) => {
          this.closed = { code, reason };
        },
      },
      services,
      { ip: null, userAgent: null, mayChunk: options.mayChunk ?? false },
    );
    this.send({
      type: "Connect",
      sessionId: options.sessionId ?? "00000000-0000-4000-8000-000000000000",
      connectionCount: 0,
      lastCloseReason: null,
      clientTs: 1_000_250,
      ...(options.maxObservedTimestamp === undefined
        ? {}
        : { maxObservedTimestamp: options.maxObservedTimestamp }),
    });
  }

  send(message: object): void {
    this.session.receive(JSON.stringify(message));
  }

  query(base: number, ...modifications: object[]): void {
    this.send({ type: "ModifyQuerySet", baseVersion: base, newVersion: base + 1, modifications });
  }

  mutation(requestId: number, udfPath: string, args: object = {}): void {
    this.send({ type: "Mutation", requestId, udfPath, args: [args] });
  }

  get transitions(): TransitionFrame[] {
    return this.frames.filter((frame) => frame.type === "Transition");
  }
}

export function add(
  queryId: number,
  udfPath: string,
  args: object = {},
  journal: string | null = null,
): object {
  return { type: "Add", queryId, udfPath, args: [args], journal };
}

/** Long enough for every paced round that is due. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

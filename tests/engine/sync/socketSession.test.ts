import { describe, expect, test } from "vitest";
import type { JSONObject } from "../../../engine/values/json";
import { encodeTs } from "../../../engine/sync/timestamp";
import { ScriptedFailure } from "./scripted";
import { add, createWorld, settle } from "./sessionHarness";

const keyOf = (args: JSONObject): string => (typeof args["key"] === "string" ? args["key"] : "n");

function countingWorld() {
  const world = createWorld();
  world.executor.functions.set("c:get", ({ read }, args) => read(keyOf(args)));
  world.executor.functions.set("c:both", ({ read }) => [read("a"), read("b")]);
  world.executor.functions.set("c:set", ({ write }, args) => {
    write(keyOf(args), args["to"] ?? null);
    return "done";
  });
  world.executor.functions.set("c:increment", ({ read, write }) => {
    const next = Number(read("n") ?? 0) + 1;
    write("n", next);
    return next;
  });
  world.executor.functions.set("c:fail", () => {
    throw new ScriptedFailure("no", { code: "x" });
  });
  world.executor.functions.set("c:who", ({ identity }) => identity()?.["subject"] ?? null);
  return world;
}

describe("versions", () => {
  test("SY-1 every transition starts where the one before ended", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.query(0, add(0, "c:get"));
    await settle();
    client.query(1, add(1, "c:get", { key: "m" }));
    world.database.write("n", 5);
    await settle();
    world.database.write("m", 6);
    await settle();
    const { transitions } = client;
    expect(transitions.length).toBeGreaterThanOrEqual(3);
    expect(transitions[0]?.startVersion).toEqual({ querySet: 0, identity: 0, ts: 0n });
    for (let index = 1; index < transitions.length; index += 1) {
      expect(transitions[index]?.startVersion).toEqual(transitions[index - 1]?.endVersion);
    }
    expect(transitions.at(-1)?.endVersion.querySet).toBe(2);
  });

  test.each([
    ["query set", { type: "ModifyQuerySet", baseVersion: 3, newVersion: 4, modifications: [] }],
    ["identity", { type: "Authenticate", tokenType: "None", baseVersion: 2 }],
  ])("SY-2 a wrong base version of the %s is fatal", async (_name, message) => {
    const client = countingWorld().connect();
    client.send(message);
    await settle();
    expect(client.frames[0]).toMatchObject({
      type: "FatalError",
      error: expect.stringContaining("BaseVersionMismatch"),
    });
    expect(client.closed).not.toBeNull();
  });

  test.each([["{"], ['{"type":"Nonsense"}'], ['{"type":"Mutation","requestId":-1,"udfPath":"a","args":[]}']])(
    "SY-3 a frame outside the protocol is fatal: %s",
    async (frame) => {
      const client = countingWorld().connect();
      client.session.receive(frame);
      expect(client.frames[0]?.type).toBe("FatalError");
      expect(client.closed?.code).toBe(1008);
    },
  );

  test("SY-3 telemetry events are accepted and dropped", async () => {
    const client = countingWorld().connect();
    client.send({ type: "Event", eventType: "ClientConnect", event: { marks: [] } });
    await settle();
    expect(client.frames).toEqual([]);
    expect(client.closed).toBeNull();
  });

  test("SY-4 all results of a transition belong to one snapshot", async () => {
    const world = countingWorld();
    world.executor.functions.set("c:a", ({ read }) => read("pair"));
    world.executor.functions.set("c:b", ({ read }) => read("pair"));
    const client = world.connect();
    client.query(0, add(0, "c:a"), add(1, "c:b", { other: true }));
    await settle();
    for (let round = 1; round <= 20; round += 1) {
      world.database.write("pair", round);
      if (round % 3 === 0) await settle();
    }
    await settle();
    for (const { modifications } of client.transitions) {
      const values = modifications.map((change) => change["value"]);
      expect(new Set(values).size).toBe(1);
      expect(values).toHaveLength(2);
    }
    expect(client.transitions.at(-1)?.modifications[0]?.["value"]).toBe(20);
  });
});

describe("query set", () => {
  test("SY-5 removing and adding an id again in one message keeps the query", async () => {
    const world = countingWorld();
    world.database.write("a", 1);
    const client = world.connect();
    client.query(0, add(0, "c:get", { key: "a" }));
    await settle();
    client.query(1, { type: "Remove", queryId: 0 }, add(0, "c:get", { key: "b" }));
    await settle();
    world.database.write("b", 7);
    await settle();
    const types = client.transitions.slice(1).flatMap((frame) => frame.modifications);
    expect(types.map((change) => [change.type, change["value"]])).toEqual([
      ["QueryUpdated", null],
      ["QueryUpdated", 7],
    ]);
  });

  test("SY-5 a removed query is confirmed once and never reported again", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.query(0, add(0, "c:get"));
    await settle();
    world.database.write("n", 1);
    client.query(1, { type: "Remove", queryId: 0 });
    await settle();
    world.database.write("n", 2);
    await settle();
    expect(client.transitions.slice(1).flatMap((frame) => frame.modifications)).toEqual([
      { type: "QueryRemoved", queryId: 0 },
    ]);
    expect(world.cache.size).toBe(0);
  });

  test("SY-6 an unchanged result is left out, the transition is not", async () => {
    const world = countingWorld();
    world.database.write("n", 1);
    const client = world.connect();
    client.query(0, add(0, "c:get"));
    await settle();
    const ts = world.database.write("n", 1);
    await settle();
    expect(client.transitions).toHaveLength(2);
    expect(client.transitions[1]).toMatchObject({ modifications: [], endVersion: { ts } });
  });

  test("SY-6 a query that keeps failing in the same way is reported once", async () => {
    const world = countingWorld();
    world.executor.functions.set("c:broken", ({ read }) => {
      throw new ScriptedFailure(`always ${typeof read("n")}`);
    });
    world.database.write("n", 1);
    const client = world.connect();
    client.query(0, add(0, "c:broken"));
    await settle();
    world.database.write("n", 2);
    await settle();
    expect(client.transitions[0]?.modifications[0]).toMatchObject({ type: "QueryFailed" });
    expect(client.transitions[1]?.modifications).toEqual([]);
  });

  test("SY-7 the journal of a run is the input of the next, also on a new socket", async () => {
    const world = countingWorld();
    world.executor.functions.set("c:page", (context) => {
      const until = context.journal ?? "p10";
      context.journal = until;
      return [until, context.read("n")];
    });
    const client = world.connect();
    client.query(0, add(0, "c:page"));
    await settle();
    expect(client.transitions[0]?.modifications[0]).toMatchObject({ value: ["p10", null], journal: "p10" });
    const returning = world.connect({ sessionId: "other" });
    returning.query(0, add(0, "c:page", {}, "p25"));
    await settle();
    world.database.write("n", 1);
    await settle();
    expect(returning.transitions.at(-1)?.modifications[0]).toMatchObject({
      value: ["p25", 1],
      journal: "p25",
    });
    expect(client.transitions.at(-1)?.modifications[0]).toMatchObject({ value: ["p10", 1], journal: "p10" });
  });
});

describe("mutations", () => {
  test("SY-8 the response goes first, then a transition that reaches its timestamp", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.query(0, add(0, "c:get"));
    await settle();
    client.mutation(0, "c:increment");
    await settle();
    const [, response, transition] = client.frames;
    expect(response).toMatchObject({
      type: "MutationResponse",
      success: true,
      result: 1,
      ts: encodeTs(world.database.latestTs),
    });
    expect(transition).toMatchObject({
      type: "Transition",
      endVersion: { ts: world.database.latestTs },
      modifications: [{ value: 1 }],
    });
  });

  test("SY-8 a mutation that touches none of the socket's queries is followed by a transition, too", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.mutation(0, "c:increment");
    await settle();
    expect(client.frames.map((frame) => frame.type)).toEqual(["MutationResponse", "Transition"]);
  });

  test("SY-8 a read-only mutation is followed by a transition, too", async () => {
    const world = countingWorld();
    world.executor.functions.set("c:nothing", () => null);
    const client = world.connect();
    client.query(0, add(0, "c:get"));
    await settle();
    client.mutation(0, "c:nothing");
    await settle();
    expect(client.frames.map((frame) => frame.type)).toEqual([
      "Transition",
      "MutationResponse",
      "Transition",
    ]);
  });

  test("SY-9 mutations of one socket run one at a time in the order they came", async () => {
    const world = countingWorld();
    const client = world.connect();
    for (let requestId = 0; requestId < 20; requestId += 1) client.mutation(requestId, "c:increment");
    expect(world.executor.mutationRuns).toHaveLength(1);
    await settle();
    await settle();
    const results = client.frames.filter((frame) => frame.type === "MutationResponse");
    expect(results.map((frame) => frame["result"])).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  test("SY-9 more than a thousand waiting mutations close the socket", async () => {
    const world = countingWorld();
    world.database.holdDisk = true;
    const client = world.connect();
    for (let requestId = 0; requestId < 1_002; requestId += 1) client.mutation(requestId, "c:increment");
    expect(client.closed?.reason).toMatch(/^TooManyConcurrentMutations/);
  });

  test("SY-10 a replayed request is answered from its record", async () => {
    const world = countingWorld();
    const before = world.connect({ sessionId: "s" });
    before.mutation(7, "c:increment");
    await settle();
    before.session.dispose();
    const after = world.connect({ sessionId: "s" });
    after.mutation(7, "c:increment");
    await settle();
    expect(world.database.documents.get("n")).toBe(1);
    expect(after.frames[0]).toMatchObject({
      type: "MutationResponse",
      requestId: 7,
      success: true,
      result: 1,
    });
  });

  test("SY-10 a new socket of a session ends the old one, whose waiting mutations are dropped", async () => {
    const world = countingWorld();
    world.database.holdDisk = true;
    const before = world.connect({ sessionId: "s" });
    before.mutation(0, "c:increment");
    before.mutation(1, "c:increment");
    const after = world.connect({ sessionId: "s" });
    expect(before.closed).not.toBeNull();
    world.database.holdDisk = false;
    world.database.sync();
    await settle();
    expect(world.database.documents.get("n")).toBe(1);
    after.mutation(0, "c:increment");
    after.mutation(1, "c:increment");
    await settle();
    expect(world.database.documents.get("n")).toBe(2);
  });

  test("SY-11 a failed mutation answers at once with its data and is not recorded", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.mutation(0, "c:fail");
    await settle();
    expect(client.frames).toHaveLength(1);
    expect(client.frames[0]).toMatchObject({ success: false, errorData: { code: "x" }, ts: null });
  });
});

describe("durability", () => {
  test("SY-12 nothing is said about a commit before it is on disk", async () => {
    const world = countingWorld();
    const watcher = world.connect({ sessionId: "w" });
    watcher.query(0, add(0, "c:get"));
    await settle();
    world.database.holdDisk = true;
    const writer = world.connect({ sessionId: "x" });
    writer.mutation(0, "c:increment");
    const late = world.connect({ sessionId: "y" });
    late.query(0, add(0, "c:get"));
    await settle();
    expect(writer.frames).toEqual([]);
    expect(watcher.frames).toHaveLength(1);
    expect(late.frames).toEqual([]);
    world.database.sync();
    await settle();
    expect(writer.frames[0]).toMatchObject({ success: true });
    expect(watcher.transitions[1]?.modifications[0]?.["value"]).toBe(1);
    expect(late.transitions[0]?.modifications[0]?.["value"]).toBe(1);
  });

  test("SY-13 a client that has seen a later state than the server holds is sent away", async () => {
    const world = countingWorld();
    const client = world.connect({ maxObservedTimestamp: encodeTs(world.database.latestTs + 1n) });
    expect(client.closed?.reason).toMatch(/^InternalServerError/);
  });
});

describe("identity", () => {
  test("SY-14 a new identity reruns the queries that asked for it and confirms the version", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.query(0, add(0, "c:who"), add(1, "c:get"));
    await settle();
    client.send({ type: "Authenticate", tokenType: "User", value: "ali@2000000", baseVersion: 0 });
    await settle();
    expect(client.transitions[1]).toMatchObject({
      endVersion: { identity: 1, querySet: 1 },
      modifications: [{ queryId: 0, value: "ali" }],
    });
    expect(world.executor.queryRuns).toEqual(["c:who", "c:get", "c:who"]);
  });

  test("SY-14 messages behind an Authenticate wait for it", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.send({ type: "Authenticate", tokenType: "User", value: "ali@2000000", baseVersion: 0 });
    client.query(0, add(0, "c:who"));
    client.mutation(0, "c:set", { to: 1 });
    await settle();
    expect(client.transitions[0]).toMatchObject({
      endVersion: { identity: 1, querySet: 1 },
      modifications: [{ value: "ali" }],
    });
    expect(world.executor.mutationRuns[0]?.caller).toMatchObject({ kind: "user" });
  });

  test("SY-15 a refused token: AuthError with the version before, then the socket ends", async () => {
    const client = countingWorld().connect();
    client.send({ type: "Authenticate", tokenType: "User", value: "bad", baseVersion: 0 });
    await settle();
    expect(client.frames).toEqual([
      { type: "AuthError", error: "bad token", baseVersion: 0, authUpdateAttempted: true },
    ]);
    expect(client.closed).not.toBeNull();
  });

  test.each(["mutation", "action", "query"])(
    "SY-16 a %s under an expired token is refused, not run",
    async (kind) => {
      const world = countingWorld();
      world.executor.actions.set("c:act", async () => null);
      const client = world.connect();
      client.send({ type: "Authenticate", tokenType: "User", value: "ali@1500000", baseVersion: 0 });
      client.query(0, add(0, "c:get"));
      await settle();
      const runs = world.executor.queryRuns.length;
      world.clock.now = 1_500_001;
      if (kind === "mutation") client.mutation(0, "c:increment");
      if (kind === "action") client.send({ type: "Action", requestId: 0, udfPath: "c:act", args: [{}] });
      if (kind === "query") world.database.write("n", 9);
      await settle();
      expect(client.frames.at(-1)).toMatchObject({
        type: "AuthError",
        baseVersion: 1,
        authUpdateAttempted: false,
      });
      expect(client.closed).not.toBeNull();
      expect(world.executor.queryRuns).toHaveLength(runs);
      expect(world.executor.mutationRuns).toEqual([]);
    },
  );

  test("SY-17 admins act as themselves or as somebody else; only they reach components", async () => {
    const world = countingWorld();
    const admin = world.connect();
    admin.send({
      type: "Authenticate",
      tokenType: "Admin",
      value: "test|key",
      impersonating: { subject: "zoe", issuer: "i" },
      baseVersion: 0,
    });
    admin.query(0, add(0, "c:who"));
    await settle();
    expect(admin.transitions[0]?.modifications[0]?.["value"]).toBe("zoe");
    const user = world.connect({ sessionId: "u" });
    user.send({ type: "Mutation", requestId: 0, udfPath: "c:set", args: [{}], componentPath: "child" });
    await settle();
    expect(user.frames[0]).toMatchObject({ type: "MutationResponse", success: false });
    expect(world.executor.mutationRuns).toEqual([]);
    const liar = world.connect({ sessionId: "l" });
    liar.send({ type: "Authenticate", tokenType: "Admin", value: "nope", baseVersion: 0 });
    await settle();
    expect(liar.frames[0]).toMatchObject({ type: "AuthError", authUpdateAttempted: true });
  });

  test("SY-18 the clock difference of a client is told with its first transition", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.query(0, add(0, "c:get"));
    await settle();
    world.database.write("n", 1);
    await settle();
    expect(client.transitions.map((frame) => frame.clientClockSkew)).toEqual([250, undefined]);
  });
});

describe("load", () => {
  test("SY-19 a socket that takes nothing gets no third transition; it catches up when it does", async () => {
    const world = countingWorld();
    const client = world.connect({ clogged: true });
    client.query(0, add(0, "c:get"));
    await settle();
    for (let value = 1; value <= 5; value += 1) {
      world.database.write("n", value);
      await settle();
    }
    expect(client.transitions).toHaveLength(2);
    const runs = world.executor.queryRuns.length;
    expect(runs).toBe(2);
    client.unsent.shift()?.();
    await settle();
    expect(client.transitions).toHaveLength(3);
    expect(client.transitions[2]?.modifications[0]?.["value"]).toBe(5);
  });

  test("SY-20 a burst of commits becomes few transitions", async () => {
    const world = countingWorld();
    const client = world.connect();
    client.query(0, add(0, "c:get"));
    await settle();
    for (let value = 1; value <= 500; value += 1) world.database.write("n", value);
    await settle();
    expect(client.transitions.length).toBeLessThanOrEqual(3);
    expect(client.transitions.at(-1)?.modifications[0]?.["value"]).toBe(500);
  });

  test("SY-21 an over-long transition travels in contiguous pieces to clients that know them", async () => {
    const world = countingWorld();
    const long = "ب".repeat(6_000_000);
    world.database.write("n", long);
    const client = world.connect({ mayChunk: true });
    client.query(0, add(0, "c:get"));
    await settle();
    const chunks = client.frames.filter((frame) => frame.type === "TransitionChunk");
    expect(chunks.map((frame) => [frame.partNumber, frame["totalParts"]])).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const whole: unknown = JSON.parse(chunks.map((frame) => frame.chunk).join(""));
    expect(whole).toMatchObject({ type: "Transition", modifications: [{ value: long }] });
    const old = world.connect({ sessionId: "old" });
    old.query(0, add(0, "c:get"));
    await settle();
    expect(old.transitions).toHaveLength(1);
  });
});

describe("actions and logs", () => {
  test("SY-22 actions run side by side and answer as they end", async () => {
    const world = countingWorld();
    const ends: (() => void)[] = [];
    world.executor.actions.set("c:act", async (args) => {
      await new Promise<void>((resolve) => ends.push(resolve));
      return args["n"] ?? null;
    });
    const client = world.connect();
    for (const n of [0, 1, 2]) client.send({ type: "Action", requestId: n, udfPath: "c:act", args: [{ n }] });
    await settle();
    expect(ends).toHaveLength(3);
    ends[2]?.();
    await settle();
    ends[0]?.();
    await settle();
    expect(client.frames.map((frame) => frame["result"])).toEqual([2, 0]);
  });

  test("SY-23 log lines reach clients in development only", async () => {
    for (const sendLogLines of [true, false]) {
      const world = createWorld({ sendLogLines });
      world.executor.functions.set("c:log", ({ log, write }) => {
        log("[LOG] 'hello'");
        write("x", 1);
        return null;
      });
      const client = world.connect();
      client.mutation(0, "c:log");
      await settle();
      expect(client.frames[0]?.["logLines"]).toEqual(sendLogLines ? ["[LOG] 'hello'"] : []);
    }
  });
});

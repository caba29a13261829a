import { describe, expect, test } from "vitest";
import { add, createWorld, settle } from "./sessionHarness";

function world() {
  const made = createWorld();
  made.executor.functions.set("q:one", ({ read }, args) => [args["x"] ?? null, read("one")]);
  made.executor.functions.set("q:two", ({ read }) => read("two"));
  made.executor.functions.set("q:who", ({ identity, read }) => [
    identity()?.["subject"] ?? null,
    read("one"),
  ]);
  made.executor.functions.set("q:sometimes", ({ identity, read }) =>
    read("personal") === true ? (identity()?.["subject"] ?? "nobody") : "same for all",
  );
  return made;
}

function signIn(client: ReturnType<ReturnType<typeof createWorld>["connect"]>, name: string) {
  client.send({ type: "Authenticate", tokenType: "User", value: `${name}@2000000`, baseVersion: 0 });
}

describe("shared runs", () => {
  test("SB-1 a hundred sockets with the same query cost one run per change", async () => {
    const { connect, executor, database, cache } = world();
    const clients = Array.from({ length: 100 }, (_, index) => connect({ sessionId: `s${index}` }));
    for (const client of clients) client.query(0, add(3, "q:one", { x: 1 }));
    await settle();
    database.write("one", "a");
    await settle();
    expect(executor.queryRuns).toEqual(["q:one", "q:one"]);
    expect(cache.size).toBe(1);
    for (const client of clients) {
      expect(client.transitions.at(-1)?.modifications).toMatchObject([{ queryId: 3, value: [1, "a"] }]);
    }
  });

  test("SB-1 other arguments are another run", async () => {
    const { connect, executor } = world();
    const client = connect();
    client.query(0, add(0, "q:one", { x: 1 }), add(1, "q:one", { x: 2 }));
    await settle();
    expect(executor.queryRuns).toHaveLength(2);
  });

  test("SB-2 callers share what did not ask for the identity, and nothing else", async () => {
    const { connect, executor } = world();
    for (const name of ["ali", "zoe"]) {
      const client = connect({ sessionId: name });
      signIn(client, name);
      client.query(0, add(0, "q:one"), add(1, "q:who"));
      await settle();
      const values = client.transitions[0]?.modifications.map((change) => change["value"]);
      expect(values).toEqual([
        [null, null],
        [name, null],
      ]);
    }
    expect(executor.queryRuns).toEqual(["q:one", "q:who", "q:who"]);
  });

  test("SB-2 a query that begins to ask for the identity stops being shared", async () => {
    const { connect, database } = world();
    const clients = ["ali", "zoe"].map((name) => {
      const client = connect({ sessionId: name });
      signIn(client, name);
      client.query(0, add(0, "q:sometimes"));
      return client;
    });
    await settle();
    database.write("personal", true);
    await settle();
    expect(clients.map((client) => client.transitions.at(-1)?.modifications[0]?.["value"])).toEqual([
      "ali",
      "zoe",
    ]);
    database.write("personal", false);
    await settle();
    expect(clients.map((client) => client.transitions.at(-1)?.modifications[0]?.["value"])).toEqual([
      "same for all",
      "same for all",
    ]);
  });

  test("SB-2 an admin's run is never an ordinary caller's", async () => {
    const { connect, executor } = world();
    const admin = connect({ sessionId: "admin" });
    admin.send({ type: "Authenticate", tokenType: "Admin", value: "test|key", baseVersion: 0 });
    admin.query(0, add(0, "q:one"));
    const client = connect({ sessionId: "plain" });
    client.query(0, add(0, "q:one"));
    await settle();
    expect(executor.queryRuns).toHaveLength(2);
  });

  test("SB-3 a commit elsewhere runs nothing and says nothing", async () => {
    const { connect, executor, database } = world();
    const client = connect();
    client.query(0, add(0, "q:one"), add(1, "q:two"));
    await settle();
    database.write("elsewhere", 1);
    await settle();
    expect(client.frames).toHaveLength(1);
    database.write("two", 2);
    await settle();
    expect(executor.queryRuns).toEqual(["q:one", "q:two", "q:two"]);
  });

  test("SB-4 a touched key runs what depends on it", async () => {
    const { connect, executor, database } = world();
    const client = connect();
    client.query(0, add(0, "q:one"));
    await settle();
    database.touch("other");
    database.touch("one");
    await settle();
    expect(executor.queryRuns).toHaveLength(2);
    expect(client.transitions).toHaveLength(2);
  });

  test("SB-5 the last to leave takes the run along", async () => {
    const { connect, executor, database, cache } = world();
    const [first, second] = [connect({ sessionId: "a" }), connect({ sessionId: "b" })];
    first.query(0, add(0, "q:one"));
    second.query(0, add(0, "q:one"));
    await settle();
    first.session.dispose();
    expect(cache.size).toBe(1);
    second.session.dispose();
    expect(cache.size).toBe(0);
    database.write("one", 1);
    await settle();
    expect(executor.queryRuns).toHaveLength(1);
  });
});

/** [T-32] [Z-02] [Z-04] The server decides: calls the pages would never make are refused with a code, whatever the client says. */
import { randomUUID } from "node:crypto";
import { ConvexHttpClient } from "convex/browser";
import { api } from "../../convex/_generated/api";
import { parseAppError } from "../../shared/errors/catalog";
import { todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, type Person, sara } from "./support/people";
import { expect, test } from "./support/stage";
import { engineUrl, origin } from "./support/stageEnvironment";

const mona: Person = {
  email: "mona@waha.demo",
  name: { ar: "منى عبد الرحمن", en: "Mona Abdelrahman" },
  role: "dispatcher",
};

async function refusal(call: Promise<unknown>): Promise<string> {
  return await call.then(
    () => "accepted",
    (error: unknown) => parseAppError(error)?.code ?? `unknown: ${String(error)}`,
  );
}

test("[T-32] a technician cannot give himself a ticket, import or read the board", async ({ stage }) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const technician = await DeploymentAs.signIn(fahd);
  const { ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
  stage.owns(ticketId);
  const { branchId } = await dispatcher.branch();
  const { technicianId } = await dispatcher.technician(fahd);
  const { client } = technician;
  const place = {
    ticketId,
    technicianId,
    startsAt: todayAt(14),
    expectedVersion: 1,
    operationId: randomUUID(),
  };
  expect(await refusal(client.mutation(api.tickets.place, place))).toMatch(/access\.denied|ticket\.blocked/);
  expect(await refusal(client.query(api.tickets.get, { ticketId }))).toBe("access.denied");
  expect(await refusal(client.query(api.board.technicians, { branchId }))).toBe("access.denied");
  expect(
    await refusal(
      client.mutation(api.imports.start, {
        branchId,
        fileName: "x.csv",
        fileHash: "x",
        mapping: [],
        totalRows: 1,
        operationId: randomUUID(),
      }),
    ),
  ).toBe("access.denied");
  expect((await dispatcher.detail(ticketId)).ticket.status).toBe("new");
});

test("[T-32] a dispatcher cannot drive, and not reach another branch", async ({ stage }) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const elsewhere = await DeploymentAs.signIn(mona);
  const { ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
  stage.owns(ticketId);
  const { branchId } = await dispatcher.branch();
  const { technicianId } = await dispatcher.technician(fahd);
  await dispatcher.place(ticketId, technicianId, todayAt(18));
  expect(await refusal(dispatcher.step(ticketId, "start_trip", { noFixReason: "unavailable" }))).toBe(
    "ticket.blocked",
  );
  expect(await refusal(elsewhere.client.query(api.board.technicians, { branchId }))).toBe("access.denied");
  expect(await refusal(elsewhere.client.query(api.tickets.get, { ticketId }))).toBe("access.denied");
  expect(
    await refusal(
      elsewhere.client.mutation(api.tickets.place, {
        ticketId,
        technicianId,
        startsAt: null,
        expectedVersion: 3,
        operationId: randomUUID(),
      }),
    ),
  ).toBe("access.denied");
});

test("[Z-02] strangers get nothing, a stale version is refused, a replay changes nothing", async ({
  stage,
}) => {
  const dispatcher = await DeploymentAs.signIn(sara);
  const { ticketId, version } = await dispatcher.importTicket({ problem: "معاينة عامة" });
  stage.owns(ticketId);
  const { branchId } = await dispatcher.branch();
  const { technicianId } = await dispatcher.technician(fahd);
  const stranger = new ConvexHttpClient(engineUrl());
  expect(await refusal(stranger.query(api.board.technicians, { branchId }))).toBe("auth.signedOut");
  expect(await refusal(stranger.query(api.tickets.get, { ticketId }))).toBe("auth.signedOut");
  expect(await stranger.query(api.session.me, {})).toBeNull();

  const once = {
    ticketId,
    technicianId,
    startsAt: todayAt(20),
    expectedVersion: version,
    operationId: randomUUID(),
  };
  const first = await dispatcher.client.mutation(api.tickets.place, once);
  const again = await dispatcher.client.mutation(api.tickets.place, once);
  expect(again).toMatchObject({ version: first.version, replayed: true });
  expect(
    await refusal(
      dispatcher.client.mutation(api.tickets.place, { ...once, startsAt: null, operationId: randomUUID() }),
    ),
  ).toBe("ticket.changedMeanwhile");
});

test("[Z-04] the pages' address passes no administration, and every page is fenced", async () => {
  for (const route of ["/api/deploy2/start_push", "/api/update_environment_variables", "/api/function"])
    expect(
      (await fetch(`${origin()}${route}`, { method: "POST", body: "{}" })).status,
    ).toBeGreaterThanOrEqual(400);
  const page = await fetch(`${origin()}/t/anything`);
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  expect(page.headers.get("referrer-policy")).toBe("same-origin");
  expect(page.headers.get("x-robots-tag")).toContain("noindex");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const asset = /assets\/[\w.-]+\.js/.exec(await page.text())?.[0] ?? "";
  const script = await fetch(`${origin()}/${asset}`, { headers: { "accept-encoding": "br" } });
  expect(script.headers.get("cache-control")).toContain("immutable");
  expect(script.headers.get("content-encoding")).toBe("br");
});

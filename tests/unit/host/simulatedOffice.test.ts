/** What the simulated office does next: only what a supervisor's page offers, and nothing a person has in his hands. */
import type { ConvexClient } from "convex/browser";
import { type FunctionReference, getFunctionName } from "convex/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Id } from "../../../convex/_generated/dataModel";
import type { TicketFacts } from "../../../shared/tickets/facts";
import { plan } from "../../../shared/tickets/plan";
import { STATUSES } from "../../../shared/tickets/statuses";
import { HostFailure } from "../../../web/host/hostFailure";
import { officeOf, parseHostOptions } from "../../../web/host/hostOptions";
import { nextTime } from "../../../web/host/simulator/freeTime";
import { OfficeDriver, type OfficeOptions } from "../../../web/host/simulator/officeDriver";
import { escalationNote, officeMove, partsMove } from "../../../web/host/simulator/officeMoves";
import { type Card, officeTasks, type OfficeView } from "../../../web/host/simulator/officeTasks";
import { FULL_EVIDENCE, ticketFacts } from "../../support/ticketFacts";

const NOW = Date.UTC(2026, 10, 29, 9);
const NONE = { estimates: [], checks: [] };
const office = { role: "admin", technicianId: null } as const;

describe("[D-05] [G-05] the simulated office", () => {
  test("every step it decides on may be taken, in every state", () => {
    for (const status of STATUSES)
      for (const estimate of [null, "approved", "declined"] as const)
        for (const custody of ["customer", "workshop"] as const) {
          const evidence = { ...FULL_EVIDENCE, estimate, openPartsRequest: false };
          const facts = ticketFacts({ status, custody, technicianId: "t1", travel: "arrived", evidence });
          const move = officeMove(facts, NONE, "admin", NOW);
          if (move?.kind !== "step") continue;
          const { action, input } = move;
          const asked = { ticket: facts, actor: office, action, input, expectedVersion: 1, now: NOW };
          expect(plan(asked), `${status} ${action}`).toMatchObject({ ok: true });
        }
  });

  test("[T-40] a declined estimate ends the work, an approved one is the technician's again", () => {
    const waiting = (estimate: TicketFacts["evidence"]["estimate"]) =>
      ticketFacts({
        status: "awaiting_approval",
        technicianId: "t1",
        travel: "arrived",
        evidence: { ...FULL_EVIDENCE, estimate },
      });
    expect(officeMove(waiting("declined"), NONE, "admin", NOW)).toMatchObject({ action: "mark_not_fixed" });
    expect(officeMove(waiting("approved"), NONE, "admin", NOW)).toBeNull();
    expect(officeMove(waiting(null), NONE, "admin", NOW)).toMatchObject({ kind: "draftEstimate" });
  });

  test("[L-11] an escalation is closed only with a note that is true", () => {
    const broken = { type: "assignment", openedAt: NOW } as const;
    expect(escalationNote(broken, { status: "new", changedAt: NOW - 1 }, 9_999)).toBeNull();
    expect(escalationNote(broken, { status: "assigned", changedAt: NOW + 1 }, 10)).not.toBeNull();
    expect(escalationNote(broken, { status: "assigned", changedAt: NOW - 1 }, 10)).toBeNull();
    expect(escalationNote(broken, null, 10)).not.toBeNull();
  });

  test("parts go from asked for to received", () => {
    expect(
      (["pending", "approved", "ordered", "received"] as const).map((state) => partsMove({ state })),
    ).toEqual(["approve", "order", "receive", null]);
  });

  test("a refused time says when to try next; a missing skill says that no time helps", () => {
    const technician = { ar: "", en: "" };
    const endsAt = NOW + 100 * 60_000;
    const overlap = { code: "overlap", technician, number: "TK-1", startsAt: NOW, endsAt } as const;
    expect(nextTime(NOW, [overlap])).toBe(NOW + 120 * 60_000);
    expect(nextTime(NOW, [overlap, { code: "skillMissing", technician, skills: [] }])).toBeNull();
  });

  test("the option is one of three words", () => {
    expect(officeOf(undefined)).toBe("helps");
    expect(() => officeOf("sometimes")).toThrow(HostFailure);
    expect(parseHostOptions(["--office", "off"], {})).toMatchObject({ office: "off" });
  });
});

const card = (serial: number, over: Partial<Card> = {}): Card =>
  ({
    ticketId: `ticket${serial}` as Id<"tickets">,
    number: `TK-${serial}`,
    status: "new",
    version: 1,
    requestedAt: NOW - serial * 60_000,
    contactName: "Munira",
    visit: null,
    lastChange: { action: "create", by: { ar: "منيرة", en: "Munira" }, at: NOW },
    ...over,
  }) as Card;

const view = (over: Partial<OfficeView>): OfficeView => ({
  cards: [],
  technicians: [],
  flags: { escalated: [], held: [] },
  parts: [],
  escalations: [],
  present: [],
  ...over,
});

describe("[S-25] a person at the board is not fought", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const options: OfficeOptions = {
    name: "office",
    role: "admin",
    userId: "office",
    zone: "Asia/Riyadh",
    speed: 60,
    clock: () => Date.now(),
    leave: 0,
    leftAlone: new Set(),
    onLog: () => undefined,
  };

  /** A deployment that knows one state of a ticket and takes every change; answers what was asked of it. */
  function begin(over: Partial<OfficeOptions> = {}) {
    const touched: string[] = [];
    const client = {
      query: (query: FunctionReference<"query">, { ticketId }: { ticketId: string }) =>
        Promise.resolve(
          getFunctionName(query) === "tickets:get"
            ? {
                ticket: { ticketId, number: ticketId },
                facts: ticketFacts({ status: "under_review", reviewed: false }),
              }
            : [],
        ),
      mutation: (_: unknown, { ticketId }: { ticketId: string }) => {
        touched.push(ticketId);
        return Promise.resolve(null);
      },
    } as unknown as ConvexClient;
    const driver = new OfficeDriver(client, { ...options, ...over });
    const running = driver.run();
    return {
      driver,
      touched,
      end: async () => {
        driver.stop();
        await running;
      },
    };
  }

  const reviewed = (serial: number, over: Partial<Card> = {}) =>
    card(serial, { status: "under_review", ...over });

  test("part of the queue stays, the youngest of it; what has escalated does not", () => {
    const cards = [1, 2, 3, 4, 5].map((serial) => card(serial));
    const flags = { escalated: [{ ticketId: "ticket1" as Id<"tickets">, level: 1 }], held: [] };
    const taken = officeTasks(view({ cards, flags }), 3).map((task) => task.ticketId);
    expect(taken).toEqual(["ticket1", "ticket5"]);
    expect(officeTasks(view({ cards, flags }), 0)).toHaveLength(5);
  });

  test("it waits before it acts, and then acts once at a time", async () => {
    const { driver, touched, end } = begin();
    driver.see(view({ cards: [reviewed(1), reviewed(2)] }));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(touched).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new Set(touched)).toEqual(new Set(["ticket1", "ticket2"]));
    await end();
  });

  test("what a person has just changed rests ten minutes; what a technician or the customer changed does not", async () => {
    const { driver, touched, end } = begin();
    const technicians = [{ name: { ar: "فهد", en: "Fahd" } }] as unknown as OfficeView["technicians"];
    driver.see(view({ cards: [reviewed(1), reviewed(2), reviewed(3)], technicians }));
    const by = (en: string) => ({
      lastChange: { action: "change_priority" as const, by: { ar: en, en }, at: NOW },
    });
    driver.see(
      view({
        cards: [
          reviewed(1, { version: 2, ...by("Sara") }),
          reviewed(2, { version: 2, ...by("Fahd") }),
          reviewed(3, { version: 2, ...by("Munira") }),
        ],
        technicians,
      }),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(touched).not.toContain("ticket1");
    expect(touched).toEqual(expect.arrayContaining(["ticket2", "ticket3"]));
    await vi.advanceTimersByTimeAsync(11 * 60_000);
    driver.see(view({ cards: [reviewed(1, { version: 2, ...by("Sara") })], technicians }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(touched).toContain("ticket1");
    await end();
  });

  test("what a colleague looks at or carries is left in his hands; the office's own page is nobody", async () => {
    const { driver, touched, end } = begin();
    const page = (userId: string, over: object) =>
      ({
        userId,
        looksAt: null,
        writesOn: null,
        holds: [],
        ...over,
      }) as unknown as OfficeView["present"][number];
    driver.see(
      view({
        cards: [1, 2, 3].map((serial) => reviewed(serial)),
        present: [
          page("sara", { looksAt: "ticket1" }),
          page("faisal", { holds: ["ticket2"] }),
          page("office", { looksAt: "ticket3" }),
        ],
      }),
    );
    await vi.advanceTimersByTimeAsync(120_000);
    expect(new Set(touched)).toEqual(new Set(["ticket3"]));
    await end();
  });
});

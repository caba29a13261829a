/** Plan mode: who sees a draft, what it takes, and applying it as one transaction or not at all. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { PLAN_MAX_MOVES, PLAN_MAX_OPEN } from "../../../shared/planning/moves";
import type { ServiceDay } from "../../../shared/time/zones";
import { expectRefused, must, type Person, refused, type World } from "../../support/world";

type DraftId = Id<"planDrafts">;

/** A draft as one person handles it. */
function draftHands(w: World) {
  const as = async (person: Person) => await w.as(person);
  const get = async (draftId: DraftId, person: Person = "sara") =>
    (await as(person)).query(api.plans.get, { draftId });
  return {
    get,
    open: async (
      day: ServiceDay,
      { person = "sara", visibility = "shared", title = "Tuesday, tighter" } = {} as {
        person?: Person;
        visibility?: "shared" | "private";
        title?: string;
      },
    ): Promise<DraftId> =>
      await (await as(person)).mutation(api.plans.open, {
        branchId: (await w.branch("riyadh")).branchId,
        serviceDay: day,
        title,
        visibility,
        operationId: w.operationId(),
      }),
    move: async (
      draftId: DraftId,
      ticketId: Id<"tickets">,
      employeeId: string | null,
      startsAt: number | null,
      person: Person = "sara",
    ): Promise<number> => {
      const { moves } = await get(draftId, person);
      const { facts } = await w.detail(ticketId);
      return await (await as(person)).mutation(api.plans.move, {
        draftId,
        ticketId,
        technicianId: employeeId === null ? null : await w.technician(employeeId),
        startsAt,
        seenVersion: facts.version,
        expectedRevision: moves.find((move) => move.ticketId === ticketId)?.revision ?? null,
      });
    },
    apply: async (draftId: DraftId, person: Person = "sara", operationId = w.operationId(), rest = {}) => {
      const { revision } = await get(draftId, person);
      return await (await as(person)).mutation(api.plans.apply, {
        draftId,
        expectedRevision: revision,
        operationId,
        ...rest,
      });
    },
  };
}

/** A ticket planned with a technician at a minute of the day. */
async function planned(w: World, employeeId: string, startsAt: number) {
  const ticket = await w.newTicket();
  const { version } = await w.place(ticket, employeeId, startsAt);
  return { ...ticket, version };
}

const placeOf = async (w: World, ticketId: Id<"tickets">) => {
  const { technician, ticket } = await w.detail(ticketId);
  return [technician?.name.en.split(" ")[0] ?? null, ticket.visit?.startsAt ?? null];
};

export function plansSuite(world: () => World): void {
  describe("plan mode", () => {
    test("[S-21] several are moved in a draft and taken out of it together, all or none", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const draftId = await hands.open(day);
      const sara = await w.as("sara");
      const technicianId = await w.technician("R-101");
      const put = (ticketId: Id<"tickets">, startsAt: number, expectedRevision: number | null = null) => ({
        ticketId,
        place: { technicianId, startsAt },
        seenVersion: 1,
        expectedRevision,
      });
      const both = [put(one.ticketId, at(600)), put(two.ticketId, at(720))];
      await sara.mutation(api.plans.moveMany, { draftId, moves: both });
      const { moves, moveCount } = await hands.get(draftId);
      expect([moves.length, moveCount]).toEqual([2, 2]);
      const revisionOf = (ticketId: Id<"tickets">) =>
        must(
          moves.find((move) => move.ticketId === ticketId),
          "the move",
        ).revision;
      // The second has been seen by nobody as it stands: neither goes.
      const stale = sara.mutation(api.plans.moveMany, {
        draftId,
        moves: [
          put(one.ticketId, at(840), revisionOf(one.ticketId)),
          put(two.ticketId, at(900), revisionOf(two.ticketId) + 1),
        ],
      });
      await expectRefused(stale, "record.changedMeanwhile");
      expect((await hands.get(draftId)).moves).toEqual(moves);
      const out = [one, two].map(({ ticketId }) => ({
        ticketId,
        place: null,
        seenVersion: 1,
        expectedRevision: revisionOf(ticketId),
      }));
      await sara.mutation(api.plans.moveMany, { draftId, moves: out });
      expect(await hands.get(draftId)).toMatchObject({ moves: [], moveCount: 0 });
      const many = Array.from({ length: PLAN_MAX_MOVES + 1 }, () => put(one.ticketId, at(600)));
      await expectRefused(sara.mutation(api.plans.moveMany, { draftId, moves: many }), "record.limitReached");
      const elsewhere = (await w.as("fahd")).mutation(api.plans.moveMany, { draftId, moves: both });
      await expectRefused(elsewhere, "access.denied");
    });

    test("[S-21][T-12] a draft changes nothing until it is applied, then everything in one go", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const fresh = await w.newTicket();
      const early = await planned(w, "R-101", at(600));
      const taken = await planned(w, "R-102", at(600));
      const draftId = await hands.open(day);
      await hands.move(draftId, fresh.ticketId, "R-102", at(780));
      await hands.move(draftId, early.ticketId, "R-101", at(840));
      await hands.move(draftId, taken.ticketId, null, null);
      expect(await placeOf(w, fresh.ticketId)).toEqual([null, null]);
      expect(await placeOf(w, early.ticketId)).toEqual(["Fahd", at(600)]);
      const lane = await (await w.as("fahd")).query(api.technicians.today, { serviceDay: day });
      expect(JSON.stringify(lane)).not.toContain(String(at(840)));

      expect(await hands.apply(draftId)).toEqual({ applied: 3, there: 0, replayed: false });
      expect(await placeOf(w, fresh.ticketId)).toEqual(["Salem", at(780)]);
      expect(await placeOf(w, early.ticketId)).toEqual(["Fahd", at(840)]);
      expect(await placeOf(w, taken.ticketId)).toEqual([null, null]);
      const { timeline } = await w.detail(fresh.ticketId);
      expect(timeline.slice(-2).map((row) => [row.action, row.actor.name.en])).toEqual([
        ["assign", "Sara Al-Qahtani"],
        ["schedule", "Sara Al-Qahtani"],
      ]);
      expect(await hands.get(draftId)).toMatchObject({ state: "applied", closed: { applied: 3 } });
    });

    test("[T-33] two visits swap places; neither is in the other's way", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const one = await planned(w, "R-101", at(600));
      const two = await planned(w, "R-102", at(630));
      const draftId = await hands.open(day);
      await hands.move(draftId, one.ticketId, "R-102", at(630));
      await hands.move(draftId, two.ticketId, "R-101", at(600));
      expect(await hands.apply(draftId)).toMatchObject({ applied: 2 });
      expect(await placeOf(w, one.ticketId)).toEqual(["Salem", at(630)]);
      expect(await placeOf(w, two.ticketId)).toEqual(["Fahd", at(600)]);
    });

    test("[S-35] every blocker of every move is named, and nothing at all is written", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const standing = await planned(w, "R-102", at(600));
      const good = await w.newTicket();
      const clash = await w.newTicket();
      const unfit = await w.newTicket({ workType: "fridge_repair" });
      const draftId = await hands.open(day);
      await hands.move(draftId, good.ticketId, "R-101", at(600));
      await hands.move(draftId, clash.ticketId, "R-102", at(630));
      await hands.move(draftId, unfit.ticketId, "R-102", at(660));
      const data = await refused(hands.apply(draftId));
      if (data.code !== "plan.blocked") throw new Error(`expected plan.blocked, got ${data.code}`);
      const found = Object.fromEntries(
        data.params.moves.map((move) => [move.number, move.blockers.map((one) => one.code).toSorted()]),
      );
      // The two that are wanted at once are in each other's way as well; the standing visit is in the way of both.
      expect(found[clash.number]).toEqual(["overlap", "overlap"]);
      expect(found[unfit.number]).toContain("skillMissing");
      expect(found[unfit.number]?.filter((code) => code === "overlap")).toHaveLength(2);
      expect(found[good.number]).toBeUndefined();
      expect(await placeOf(w, good.ticketId)).toEqual([null, null]);
      expect(await placeOf(w, standing.ticketId)).toEqual(["Salem", at(600)]);
      expect((await hands.get(draftId)).state).toBe("open");
    });

    test("[T-33] a ticket that changed since is a conflict; looked at again it goes through", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const ticket = await planned(w, "R-101", at(600));
      const draftId = await hands.open(day);
      await hands.move(draftId, ticket.ticketId, "R-102", at(720));
      await w.place(ticket, "R-101", at(900), "faisal");
      const data = await refused(hands.apply(draftId));
      if (data.code !== "plan.blocked") throw new Error(`expected plan.blocked, got ${data.code}`);
      expect(data.params.moves[0]?.blockers).toMatchObject([
        { code: "changedMeanwhile", by: { en: "Faisal Al-Otaibi" }, action: "reschedule" },
      ]);
      await hands.move(draftId, ticket.ticketId, "R-102", at(720));
      expect(await hands.apply(draftId)).toMatchObject({ applied: 1 });
      expect(await placeOf(w, ticket.ticketId)).toEqual(["Salem", at(720)]);
    });

    test("[T-33] what the live day has already is no conflict and not done twice", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const ticket = await planned(w, "R-101", at(600));
      const other = await w.newTicket();
      const draftId = await hands.open(day);
      await hands.move(draftId, ticket.ticketId, "R-102", at(720));
      await hands.move(draftId, other.ticketId, "R-101", at(600));
      await w.place(ticket, "R-102", at(720), "faisal");
      const { facts } = await w.detail(ticket.ticketId);
      expect(await hands.apply(draftId)).toEqual({ applied: 1, there: 1, replayed: false });
      expect((await w.detail(ticket.ticketId)).facts.version).toBe(facts.version);
    });

    test("[T-33] the same operation is applied once; another on a closed draft is told who closed it", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const ticket = await w.newTicket();
      const draftId = await hands.open(day);
      await hands.move(draftId, ticket.ticketId, "R-101", at(600));
      const operationId = w.operationId();
      const [first, second] = await Promise.all([
        hands.apply(draftId, "sara", operationId),
        hands.apply(draftId, "sara", operationId),
      ]);
      expect([first, second].filter((one) => one.replayed)).toHaveLength(1);
      expect(second.applied).toBe(1);
      expect((await w.detail(ticket.ticketId)).facts.version).toBe(3);
      const data = await expectRefused(hands.apply(draftId, "faisal"), "plan.closed");
      expect(data.params).toMatchObject({ by: { en: "Sara Al-Qahtani" }, state: "applied" });
      await expectRefused(hands.move(draftId, ticket.ticketId, "R-102", at(600)), "plan.closed");
    });

    test("[T-33] nobody applies a move he has not seen", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const draftId = await hands.open(day);
      await hands.move(draftId, one.ticketId, "R-101", at(600));
      const { revision } = await hands.get(draftId);
      await hands.move(draftId, two.ticketId, "R-102", at(600), "faisal");
      const apply = (await w.as("sara")).mutation(api.plans.apply, {
        draftId,
        expectedRevision: revision,
        operationId: w.operationId(),
      });
      const data = await expectRefused(apply, "record.changedMeanwhile");
      expect(data.params).toMatchObject({ by: { en: "Faisal Al-Otaibi" } });
    });

    test("[T-33] two people in one draft: both moves stand, of the same ticket the second is told", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const draftId = await hands.open(day);
      await Promise.all([
        hands.move(draftId, one.ticketId, "R-101", at(600)),
        hands.move(draftId, two.ticketId, "R-102", at(600), "faisal"),
      ]);
      const { moves, moveCount } = await hands.get(draftId);
      expect(moveCount).toBe(2);
      expect(moves.map((move) => move.movedBy.name.en).toSorted()).toEqual([
        "Faisal Al-Otaibi",
        "Sara Al-Qahtani",
      ]);
      const wish = { draftId, ticketId: one.ticketId, seenVersion: 1, expectedRevision: null } as const;
      const late = (await w.as("faisal")).mutation(api.plans.move, {
        ...wish,
        technicianId: await w.technician("R-102"),
        startsAt: at(900),
      });
      expect(await expectRefused(late, "record.changedMeanwhile")).toMatchObject({
        params: { by: { en: "Sara Al-Qahtani" } },
      });
      const mine = must(
        moves.find((move) => move.ticketId === one.ticketId),
        "the first move",
      );
      await (await w.as("faisal")).mutation(api.plans.unmove, {
        draftId,
        ticketId: one.ticketId,
        expectedRevision: mine.revision,
      });
      expect((await hands.get(draftId)).moves).toHaveLength(1);
    });

    test("[Z-02] a private draft does not exist for anybody else, and no technician sees any", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const ticket = await w.newTicket();
      const draftId = await hands.open(day, { visibility: "private", title: "Mine" });
      await hands.move(draftId, ticket.ticketId, "R-101", at(600));
      const { branchId } = await w.branch("riyadh");
      const titles = async (person: Person) =>
        (await (await w.as(person)).query(api.plans.list, { branchId, serviceDay: day })).map(
          (draft) => draft.title,
        );
      expect(await titles("sara")).toEqual(["Mine"]);
      expect(await titles("faisal")).toEqual([]);
      expect(await titles("noura")).toEqual([]);
      for (const person of ["faisal", "noura", "mona", "fahd"] as const)
        await expectRefused(hands.get(draftId, person), "access.denied");
      await expectRefused(titles("fahd"), "access.denied");
      await expectRefused((await w.as("faisal")).mutation(api.plans.discard, { draftId }), "access.denied");

      await (await w.as("sara")).mutation(api.plans.change, { draftId, visibility: "shared" });
      expect(await titles("faisal")).toEqual(["Mine"]);
      await expectRefused(
        (await w.as("faisal")).mutation(api.plans.change, { draftId, title: "Ours" }),
        "access.denied",
      );
      // Another branch's dispatcher sees no shared one either.
      await expectRefused(hands.get(draftId, "mona"), "access.denied");
    });

    test("[Z-04] tickets and technicians of another branch, odd times and unseen versions are refused", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const [ticket, away] = [await w.newTicket(), await w.newTicket({ branch: "jeddah" })];
      const draftId = await hands.open(day, { person: "noura" });
      await expectRefused(hands.move(draftId, away.ticketId, "R-101", at(600), "noura"), "access.denied");
      await expectRefused(hands.move(draftId, ticket.ticketId, "J-201", at(600), "noura"), "access.denied");
      await expectRefused(hands.move(draftId, ticket.ticketId, "R-101", 1.5, "noura"), "input.invalid");
      await expectRefused(hands.move(draftId, ticket.ticketId, null, at(600), "noura"), "input.invalid");
      const future = (await w.as("noura")).mutation(api.plans.move, {
        draftId,
        ticketId: ticket.ticketId,
        technicianId: null,
        startsAt: null,
        seenVersion: 9,
        expectedRevision: null,
      });
      await expectRefused(future, "input.invalid");
      await expectRefused(hands.apply(draftId, "noura"), "plan.empty");
      await expectRefused(hands.open("2026-13-40"), "input.invalid");
      await expectRefused(hands.open(day, { title: "  " }), "input.invalid");
    });

    test("[T-33] discard can be taken back; a bounded number of drafts is open at once", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const ticket = await w.newTicket();
      const sara = await w.as("sara");
      const draftId = await hands.open(day);
      await hands.move(draftId, ticket.ticketId, "R-101", at(600));
      await sara.mutation(api.plans.discard, { draftId });
      await sara.mutation(api.plans.discard, { draftId });
      await expectRefused(hands.apply(draftId), "plan.closed");
      await sara.mutation(api.plans.restore, { draftId });
      expect((await hands.get(draftId)).moves).toHaveLength(1);
      for (let count = 1; count < PLAN_MAX_OPEN; count += 1)
        await hands.open(day, { visibility: "private", title: `No. ${count}` });
      expect(await expectRefused(hands.open(day), "record.limitReached")).toMatchObject({
        params: { max: PLAN_MAX_OPEN },
      });
    });

    test("[T-33] an applied draft is one gesture: one undo brings the whole day back", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const one = await planned(w, "R-101", at(600));
      const two = await planned(w, "R-102", at(600));
      const three = await planned(w, "R-101", at(840));
      const draftId = await hands.open(day);
      await hands.move(draftId, one.ticketId, "R-102", at(600));
      await hands.move(draftId, two.ticketId, "R-101", at(600));
      await hands.move(draftId, three.ticketId, null, null);
      await hands.apply(draftId);
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      const { undo } = await sara.query(api.boardActions.own, { branchId });
      const { actionId, tickets } = must(undo, "a gesture to undo");
      expect(tickets).toHaveLength(3);
      await sara.mutation(api.boardActions.undo, { actionId, operationId: w.operationId() });
      expect(await placeOf(w, one.ticketId)).toEqual(["Fahd", at(600)]);
      expect(await placeOf(w, two.ticketId)).toEqual(["Salem", at(600)]);
      expect(await placeOf(w, three.ticketId)).toEqual(["Fahd", at(840)]);
    });

    test("[T-12] a visit is stretched in a draft; others are in the way of its new length", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const [one, next] = [await planned(w, "R-101", at(600)), await planned(w, "R-101", at(690))];
      const draftId = await hands.open(day);
      const stretch = async (minutes: number, expectedRevision: number | null) =>
        (await w.as("sara")).mutation(api.plans.move, {
          draftId,
          ticketId: one.ticketId,
          technicianId: await w.technician("R-101"),
          startsAt: null,
          minutes,
          seenVersion: one.version,
          expectedRevision,
        });
      const revision = await stretch(120, null);
      const data = await refused(hands.apply(draftId));
      expect(data).toMatchObject({
        code: "plan.blocked",
        params: { moves: [{ number: one.number, blockers: [{ code: "overlap", number: next.number }] }] },
      });
      await expectRefused(stretch(3, revision), "input.invalid");
      await stretch(60, revision);
      expect(await hands.apply(draftId)).toMatchObject({ applied: 1 });
      expect((await w.detail(one.ticketId)).ticket.visit?.endsAt).toBe(at(660));
    });

    test("[D-12] a supervisor applies against the fit with a reason; a dispatcher cannot", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const hands = draftHands(w);
      const ticket = await w.newTicket({ workType: "fridge_repair" });
      const draftId = await hands.open(day);
      await hands.move(draftId, ticket.ticketId, "R-102", at(600));
      const override = "the only one near";
      const data = await refused(hands.apply(draftId, "sara", w.operationId(), { override }));
      expect(data).toMatchObject({ code: "plan.blocked" });
      const done = await hands.apply(draftId, "noura", w.operationId(), { override });
      expect(done).toMatchObject({ applied: 1 });
      const { timeline } = await w.detail(ticket.ticketId);
      expect(timeline.some((row) => row.override?.note === override)).toBe(true);
    });
  });
}

/**
 * Two people act on one ticket in the same moment, in every pair of actions a status offers: of two that changed the
 * ticket exactly one wins, the loser is told so and nothing of his is written; replays and late copies change nothing.
 */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { FunctionReturnType } from "convex/server";
import { offeredSteps } from "../../../shared/tickets/plan";
import type { TicketStatus } from "../../../shared/tickets/statuses";
import type { StepAction } from "../../../shared/tickets/transitions";
import { type Person, refused, STEP_INPUT, type World } from "../../support/world";

type Detail = FunctionReturnType<typeof api.tickets.get>;
type Act = { readonly name: string; readonly run: () => Promise<{ version: number }> };

/** Everything the dispatcher and the technician could do to this ticket now, each with a finished form. */
async function actsOn(w: World, { ticket, facts }: Detail): Promise<Act[]> {
  const step = (action: StepAction, person: Person): Act => ({
    name: `${person} ${action}`,
    run: async () =>
      await (await w.as(person)).mutation(api.tickets.transition, {
        ticketId: ticket.ticketId,
        expectedVersion: facts.version,
        action,
        input: STEP_INPUT[action],
        operationId: w.operationId(),
      }),
  });
  const live = (person: Person, role: "dispatcher" | "technician") =>
    offeredSteps(facts, { role, technicianId: role === "technician" ? facts.technicianId : null }, Date.now())
      .filter((one) => one.blockers.length === 0 && one.action !== "promise_window")
      .map((one) => step(one.action, person));
  const places: Act[] =
    facts.status === "new" || facts.status === "assigned" || facts.status === "scheduled"
      ? [
          {
            name: "faisal place",
            run: async () => await w.place(ticket, "R-102", null, "faisal"),
          },
        ]
      : [];
  return [...live("sara", "dispatcher"), ...live("fahd", "technician"), ...places];
}

const STATUSES: readonly TicketStatus[] = [
  "new",
  "assigned",
  "scheduled",
  "on_route",
  "arrived",
  "diagnosed",
];

export function racesSuite(world: () => World): void {
  describe("two at once", { timeout: 240_000 }, () => {
    test.each(STATUSES)(
      "[T-33] %s: every pair of actions, one wins and the other is told",
      async (status) => {
        const w = world();
        const names = (await actsOn(w, await w.ticketAt(status))).map((act) => act.name);
        await w.freeFahd();
        for (const [index, left] of names.entries())
          for (const right of names.slice(index + 1)) {
            const before = await w.ticketAt(status);
            const acts = await actsOn(w, before);
            const pair = acts.filter(({ name }) => name === left || name === right);
            expect(pair).toHaveLength(2);
            const results = await Promise.allSettled(pair.map(async (act) => await act.run()));
            const won = results.filter((result) => result.status === "fulfilled");
            expect(won, `${left} + ${right}`).toHaveLength(1);
            const lost = results.find((result) => result.status === "rejected");
            const data = await refused(Promise.reject(lost?.reason));
            // Who lost the ticket with it may not even see it any more.
            expect(["ticket.changedMeanwhile", "access.denied"], `${left} + ${right}`).toContain(data.code);
            const after = await w.detail(before.ticket.ticketId);
            const added = after.timeline.length - before.timeline.length;
            expect(after.facts.version - before.facts.version).toBe(added);
            expect(new Set(after.timeline.slice(-added).map((row) => row.actor.userId)).size).toBe(1);
            await w.freeFahd();
          }
      },
    );

    test("[T-33] late and repeated copies, in any order, leave the ticket as the first ones made it", async () => {
      const w = world();
      const card = await w.newTicket();
      const [sara, fahd] = [await w.as("sara"), await w.as("fahd")];
      const technicianId = await w.technician("R-101");
      const { ticketId } = card;
      const calls: (() => Promise<unknown>)[] = [];
      const placed = {
        ticketId,
        expectedVersion: 1,
        technicianId,
        startsAt: w.freshDay().at(600),
        operationId: w.operationId(),
      };
      calls.push(async () => await sara.mutation(api.tickets.place, placed));
      for (const [index, action] of (["start_trip", "arrive"] as const).entries()) {
        const args = {
          ticketId,
          expectedVersion: 3 + index,
          action,
          input: STEP_INPUT[action],
          operationId: w.operationId(),
        };
        calls.push(async () => await fahd.mutation(api.tickets.transition, args));
      }
      for (const call of calls) await call();
      const before = await w.detail(ticketId);
      for (const order of [calls.toReversed(), calls, [...calls, ...calls]])
        for (const answer of await Promise.all(order.map((call) => call())))
          expect(answer).toMatchObject({ replayed: true });
      expect(await w.detail(ticketId)).toEqual(before);
      await w.freeFahd();
    });

    test("[T-33] steps that arrive before the ones they follow are refused and cost nothing", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("scheduled");
      const fahd = await w.as("fahd");
      const args = (action: "start_trip" | "arrive", expectedVersion: number) => ({
        ticketId: ticket.ticketId,
        expectedVersion,
        action,
        input: STEP_INPUT[action],
        operationId: w.operationId(),
      });
      const [first, second] = [args("start_trip", facts.version), args("arrive", facts.version + 1)];
      expect((await refused(fahd.mutation(api.tickets.transition, second))).code).toBe(
        "ticket.changedMeanwhile",
      );
      await fahd.mutation(api.tickets.transition, first);
      expect(await fahd.mutation(api.tickets.transition, second)).toMatchObject({
        status: "arrived",
        replayed: false,
      });
      await w.freeFahd();
    });
  });
}

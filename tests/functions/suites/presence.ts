/** Presence: who is here, who holds and looks, whose view is followed, and that silence and goodbye end it. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { expectRefused, type Person, type World } from "../../support/world";

export function presenceSuite(world: () => World): void {
  const board = async (w: World, person: Person, key: string = crypto.randomUUID()) => {
    const caller = await w.as(person);
    const { branchId } = await w.branch("riyadh");
    const plain = {
      branchId,
      place: "board" as const,
      looksAt: null,
      holds: [],
      writesOn: null,
      follows: null,
    };
    const here = (
      change: Partial<{
        looksAt: Id<"tickets"> | null;
        holds: Id<"tickets">[];
        writesOn: Id<"tickets"> | null;
        follows: Id<"presences"> | null;
      }> = {},
    ) => caller.mutation(api.presence.here, { key, ...plain, ...change });
    const list = () => caller.query(api.presence.list, { branchId });
    return { caller, key, here, list, leave: () => w.driver.anonymous.mutation(api.presence.leave, { key }) };
  };

  describe("presence", () => {
    test("[S-35] an open page shows what it looks at and holds, and is gone with its goodbye", async () => {
      const w = world();
      const [sara, faisal] = [await board(w, "sara"), await board(w, "faisal")];
      const ticket = await w.newTicket();
      const id = await sara.here({ looksAt: ticket.ticketId, holds: [ticket.ticketId] });
      await faisal.here();
      const seen = (await faisal.list()).find((one) => one.presenceId === id);
      expect(seen).toMatchObject({
        looksAt: ticket.ticketId,
        holds: [ticket.ticketId],
        place: "board",
        follows: null,
      });
      expect(JSON.stringify(await faisal.list())).not.toContain(sara.key);
      expect(await sara.here()).toBe(id);
      expect((await faisal.list()).find((one) => one.presenceId === id)).toMatchObject({
        holds: [],
        looksAt: null,
      });
      await sara.leave();
      await sara.leave();
      expect((await faisal.list()).some((one) => one.presenceId === id)).toBe(false);
      await faisal.leave();
    });

    test("[S-35] a heartbeat that says nothing new writes nothing others read", async () => {
      const w = world();
      const sara = await board(w, "sara");
      const id = await sara.here();
      const own = async () => (await w.driver.rows("presences")).find((row) => row["_id"] === id);
      const beat = async () =>
        (await w.driver.rows("presenceBeats")).find((row) => row["presenceId"] === id)?.["lastBeatAt"];
      const [row, at] = [await own(), await beat()];
      await new Promise((resolve) => setTimeout(resolve, 5));
      await sara.here();
      expect(await own()).toEqual(row);
      expect(await beat()).toBeGreaterThan(Number(at));
      await sara.leave();
    });

    test("[S-35] who writes a note on a ticket is known to those who may open it", async () => {
      const w = world();
      const sara = await board(w, "sara");
      const { ticketId } = await w.newTicket();
      await sara.here({ writesOn: ticketId });
      const writers = await (await w.as("faisal")).query(api.presence.writers, { ticketId });
      expect(writers.map((one) => one.name.en)).toEqual(["Sara Al-Qahtani"]);
      await sara.here();
      expect(await (await w.as("faisal")).query(api.presence.writers, { ticketId })).toEqual([]);
      await sara.leave();
    });

    test("[S-35] a followed page shares its view; gone or of another branch it shows nothing", async () => {
      const w = world();
      const [sara, faisal] = [await board(w, "sara"), await board(w, "faisal")];
      const id = await sara.here();
      const follower = await faisal.here({ follows: id });
      expect((await sara.list()).find((one) => one.presenceId === follower)?.follows).toBe(id);
      const view = {
        search: '{"day":"2030-01-01"}',
        camera: { center: { lat: 24, lng: 46 }, zoom: 11 },
        pointed: null,
      };
      await sara.caller.mutation(api.presence.share, { key: sara.key, ...view });
      expect(await faisal.caller.query(api.presence.view, { presenceId: id })).toEqual(view);
      const mahmoud = await w.as("mahmoud");
      await expectRefused(mahmoud.query(api.presence.view, { presenceId: id }), "access.denied");
      await sara.leave();
      expect(await faisal.caller.query(api.presence.view, { presenceId: id })).toBeNull();
      await faisal.here({ follows: id });
      expect((await faisal.list()).find((one) => one.presenceId === follower)?.follows).toBeNull();
      await faisal.leave();
    });

    test("[Z-02] another's key, foreign tickets and impossible views are refused", async () => {
      const w = world();
      const sara = await board(w, "sara");
      const thief = await board(w, "faisal", sara.key);
      await sara.here();
      await expectRefused(thief.here(), "access.denied");
      const missing = w.driver.missingId("tickets") as Id<"tickets">;
      await expectRefused(sara.here({ looksAt: missing }), "access.denied");
      await expectRefused((await board(w, "sara", "short")).here(), "input.invalid");
      const view = { search: "{}", camera: null, pointed: null };
      const share = (change: object) =>
        sara.caller.mutation(api.presence.share, { key: sara.key, ...view, ...change });
      await expectRefused(share({ search: "x".repeat(5_000) }), "input.invalid");
      await expectRefused(share({ camera: { center: { lat: 99, lng: 0 }, zoom: 3 } }), "input.invalid");
      await sara.leave();
    });
  });
}

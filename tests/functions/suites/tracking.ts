/** The customer's page: what it says, what it never says, and how it switches itself off. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { must, type World } from "../../support/world";

const byToken = async (w: World, token: string) =>
  await w.driver.anonymous.query(api.tracking.byToken, { token });
const tokenOf = async (w: World, ticketId: Parameters<World["detail"]>[0]) =>
  must((await w.detail(ticketId)).trackingToken, "a tracking token");

export function trackingSuite(world: () => World): void {
  describe("tracking.byToken", () => {
    test("[Z-03] an unknown token opens nothing", async () => {
      const w = world();
      expect(await byToken(w, "")).toBeNull();
      expect(await byToken(w, "A".repeat(32))).toBeNull();
      const ticket = await w.newTicket();
      expect(await byToken(w, ticket.number)).toBeNull();
      const token = await tokenOf(w, ticket.ticketId);
      expect(
        await byToken(w, token.toLowerCase() === token ? token.toUpperCase() : token.toLowerCase()),
      ).toBeNull();
    });

    test("[C-01] the reduced view follows the ticket from request to repair", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const token = await tokenOf(w, ticket.ticketId);
      expect(await byToken(w, token)).toMatchObject({
        number: ticket.number,
        status: "new",
        visit: null,
        technicianFirstName: null,
        live: null,
        timeline: [{ status: "new" }],
      });
      const { at } = w.freshDay();
      await w.place(ticket, "R-101", at(600));
      expect(await byToken(w, token)).toMatchObject({
        status: "scheduled",
        visit: { startsAt: at(600), endsAt: at(690) },
        technicianFirstName: { ar: "فهد", en: "Fahd" },
        live: null,
      });
      await w.step(ticket.ticketId, "start_trip", "fahd");
      const fahd = await w.as("fahd");
      await fahd.mutation(api.technicians.reportPosition, {
        lat: 24.73,
        lng: 46.68,
        accuracyM: 8,
        recordedAt: Date.now(),
      });
      const travelling = await byToken(w, token);
      expect(travelling?.live).toMatchObject({ position: { lat: 24.73, accuracyM: 8 } });
      expect(travelling?.live?.etaMinutes).toBeGreaterThan(3);
      await w.step(ticket.ticketId, "arrive", "fahd");
      expect(await byToken(w, token)).toMatchObject({ status: "arrived", live: null });
      await w.freeFahd();
      const done = await byToken(w, token);
      expect(done).toMatchObject({ status: "completed", technicianFirstName: null, visit: null });
      expect(done?.timeline.map((row) => row.status)).toEqual([
        "new",
        "assigned",
        "scheduled",
        "on_route",
        "arrived",
        "inspecting",
        "diagnosed",
        "repairing",
        "completed",
      ]);
    });

    test("[Z-03] staff names, phones, notes and the customer's address never leave", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("diagnosed");
      const view = await byToken(w, await tokenOf(w, ticket.ticketId));
      const text = JSON.stringify(view);
      for (const secret of [
        "Al-Shammari",
        "الشمري",
        "Sara",
        "Test Customer",
        "0501234567",
        "Olaya",
        "compressor",
      ])
        expect(text).not.toContain(secret);
      expect(Object.keys(must(view, "the view")).toSorted()).toEqual([
        "company",
        "destination",
        "items",
        "live",
        "number",
        "ownTicketId",
        "profile",
        "requestedAt",
        "status",
        "technicianFirstName",
        "timeline",
        "visit",
        "workType",
        "zone",
      ]);
      await w.freeFahd();
    });

    test("[Z-03] the position is the visit's: turning back and cancelling switch it off in the same commit", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("on_route");
      const token = await tokenOf(w, ticket.ticketId);
      await (await w.as("fahd")).mutation(api.technicians.reportPosition, {
        lat: 24.75,
        lng: 46.69,
        accuracyM: 8,
        recordedAt: Date.now(),
      });
      expect((await byToken(w, token))?.live?.position).not.toBeNull();
      await w.step(ticket.ticketId, "turn_back", "fahd");
      expect((await byToken(w, token))?.live).toBeNull();
      expect((await byToken(w, token))?.timeline.at(-1)?.status).toBe("scheduled");
      await w.step(ticket.ticketId, "start_trip", "fahd");
      await w.step(ticket.ticketId, "cancel", "sara");
      expect(await byToken(w, token)).toMatchObject({ status: "cancelled", live: null });
    });

    test("[Z-03] a point from before the trip is somebody else's visit and is not shown", async () => {
      const w = world();
      const fahd = await w.as("fahd");
      const { ticket } = await w.ticketAt("scheduled");
      await fahd.mutation(api.technicians.reportPosition, {
        lat: 24.61,
        lng: 46.61,
        accuracyM: 8,
        recordedAt: Date.now(),
      });
      await new Promise((resolve) => setTimeout(resolve, 5));
      await w.step(ticket.ticketId, "start_trip", "fahd", { noFixReason: "timeout" });
      const view = await byToken(w, await tokenOf(w, ticket.ticketId));
      expect(view?.live).toEqual({ position: null, etaMinutes: null });
      await w.freeFahd();
    });

    test("[F-07] the place a trip starts from shows at once", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("on_route");
      const view = await byToken(w, await tokenOf(w, ticket.ticketId));
      expect(view?.live?.position).toMatchObject({ lat: 24.7, lng: 46.7, accuracyM: 10 });
      await w.freeFahd();
    });

    test("[Z-03] a closed ticket's link is switched off when its time is over; a stale timer changes nothing", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("cancelled");
      const token = await tokenOf(w, ticket.ticketId);
      const expire = async (version: number) =>
        await w.driver.run("jobs/expireTracking:run", { ticketId: ticket.ticketId, version });
      await expire(facts.version - 1);
      expect(await byToken(w, token)).not.toBeNull();
      await expire(facts.version);
      expect(await byToken(w, token)).toBeNull();
      await expire(facts.version);
      expect((await w.detail(ticket.ticketId)).trackingToken).toBeNull();
    });

    test("[Z-03] a handed-over ticket never shows the first technician's trail", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      const { version } = await w.place(ticket, "R-101", at(600));
      await w.place({ ...ticket, version }, "R-102", null);
      const view = await byToken(w, await tokenOf(w, ticket.ticketId));
      expect(view).toMatchObject({ technicianFirstName: { en: "Salem" }, live: null });
    });
  });
}

/** Live: one commit reaches board, phone and tracking page; what did not change is not sent. Engine only. */
import type { ConvexClient } from "convex/browser";
import type { FunctionReference } from "convex/server";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { parseAppError } from "../../../shared/errors/catalog";
import { serviceDayOf } from "../../../shared/time/zones";
import type { LiveDriver } from "../../support/world/driver";
import { must, type World } from "../../support/world";

/** Follows one query: the values so far, and a wait for one that fits. */
function follow<T>(client: ConvexClient, query: FunctionReference<"query">, args: Record<string, unknown>) {
  const values: T[] = [];
  let wake = () => {};
  client.onUpdate(query, args, (value: T) => {
    values.push(value);
    wake();
  });
  return {
    values,
    until: async (fits: (value: T) => boolean, withinMs = 10_000): Promise<T> => {
      const deadline = Date.now() + withinMs;
      for (;;) {
        const found = values.findLast(fits);
        if (found !== undefined) return found;
        if (Date.now() > deadline) throw new Error("no such value arrived");
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, deadline - Date.now());
        });
      }
    },
  };
}

type Page = { page: { number: string; status: string; version: number }[] };
type Day = { jobs: { ticket: { number: string } }[] };
type Tracking = { status: string; live: { position: { lat: number } | null } | null } | null;

export function liveSuite(opened: () => { world: World; driver: LiveDriver }): void {
  describe("live", () => {
    test("[Z-11] who is shut out, or whose session is ended, is refused on the page that is open", async () => {
      const { world: w, driver } = opened();
      const owner = await w.as("noura");
      const { page: members } = await owner.query(api.people.members, {
        paginationOpts: { numItems: 100, cursor: null },
      });
      const memberOf = (email: string) =>
        must(
          members.find((one) => one.email === email),
          email,
        );
      /** A page that shows somebody's day; `refused` is what takes its place. */
      const openDay = async (email: string) => {
        const client = await driver.connect(email);
        const serviceDay = serviceDayOf(Date.now(), "Asia/Riyadh");
        let refuse: (error: Error) => void = () => {};
        const refused = new Promise<Error>((resolve) => (refuse = resolve));
        await new Promise<void>((shown) => {
          client.onUpdate(api.technicians.today, { serviceDay }, () => shown(), refuse);
        });
        return { refused };
      };
      const adel = memberOf("adel@waha.demo");
      const shutOut = await openDay("adel@waha.demo");
      const ended = await openDay("yasser@waha.demo");
      const { membershipId, version } = adel;
      await owner.mutation(api.people.deactivate, { membershipId, expectedVersion: version });
      expect(parseAppError(await shutOut.refused)?.code).toBe("access.denied");
      const yasser = memberOf("yasser@waha.demo").membershipId;
      await owner.mutation(api.people.signOutEverywhere, { membershipId: yasser });
      expect(parseAppError(await ended.refused)?.code).toBe("auth.signedOut");
      await owner.mutation(api.people.reactivate, { membershipId, expectedVersion: version + 1 });
      const technicianId = await w.technician("J-203");
      await owner.mutation(api.technicians.setDutyFor, { technicianId, onDuty: true });
    });

    test("[S-35] a drop reaches the other board, the phone and the customer's page", async () => {
      const { world: w, driver } = opened();
      const ticket = await w.newTicket();
      const { branchId } = await w.branch("riyadh");
      const token = must((await w.detail(ticket.ticketId)).trackingToken, "a token");
      const board = follow<Page>(await driver.connect("faisal@waha.demo"), api.board.openTickets, {
        branchId,
        paginationOpts: { numItems: 200, cursor: null },
      });
      const phone = follow<Day>(await driver.connect("fahd@waha.demo"), api.technicians.today, {
        serviceDay: serviceDayOf(Date.now(), "Asia/Riyadh"),
      });
      const page = follow<Tracking>(await driver.connect(null), api.tracking.byToken, { token });
      const onBoard = ({ page: rows }: Page) => rows.find((row) => row.number === ticket.number);
      await board.until((value) => onBoard(value)?.status === "new");
      await phone.until(() => true);
      await page.until((value) => value?.status === "new");
      await w.place(ticket, "R-101", null);
      expect(onBoard(await board.until((value) => onBoard(value)?.status === "assigned"))?.version).toBe(2);
      await phone.until((value) => value.jobs.some((job) => job.ticket.number === ticket.number));
      await page.until((value) => value?.status === "assigned");
    });

    test("[F-06] a moving technician re-sends positions and the customer's page, never the board", async () => {
      const { world: w, driver } = opened();
      const { ticket } = await w.ticketAt("on_route");
      const { branchId } = await w.branch("riyadh");
      const token = must((await w.detail(ticket.ticketId)).trackingToken, "a token");
      const desk = await driver.connect("sara@waha.demo");
      const serviceDay = serviceDayOf(Date.now(), "Asia/Riyadh");
      const { priority } = ticket;
      const board = follow<unknown>(desk, api.board.openSlice, {
        branchId,
        slice: { priority, after: null, before: null },
        most: 512,
      });
      const lanes = follow<unknown[]>(desk, api.board.appointments, { branchId, serviceDay });
      const crew = follow<unknown[]>(desk, api.board.technicians, { branchId });
      const dots = follow<{ lat: number[] }>(desk, api.positions.sheet, { branchId, kind: "moving" });
      const page = follow<Tracking>(await driver.connect(null), api.tracking.byToken, { token });
      for (const query of [board, lanes, crew, dots]) await query.until(() => true);
      await page.until((value) => value?.live !== null);
      const before = [board, lanes, crew].map((query) => query.values.length);
      const fahd = await w.as("fahd");
      for (let metre = 1; metre <= 5; metre += 1) {
        const lat = 24.9 + metre / 1000;
        const fix = { lat, lng: 46.7, accuracyM: 5, recordedAt: Date.now() };
        expect(await fahd.mutation(api.technicians.reportPosition, fix)).toEqual({ stored: true });
        await dots.until((sheet) => sheet.lat.includes(Number(lat.toFixed(5))));
        await page.until((value) => value?.live?.position?.lat === lat);
      }
      expect([board, lanes, crew].map((query) => query.values.length)).toEqual(before);
      await w.freeFahd();
    });

    test("[Z-03] an open tracking page loses the marker in the update in which the trip ends", async () => {
      const { world: w, driver } = opened();
      const { ticket } = await w.ticketAt("on_route");
      const token = must((await w.detail(ticket.ticketId)).trackingToken, "a token");
      const page = follow<Tracking>(await driver.connect(null), api.tracking.byToken, { token });
      await page.until((value) => value?.live !== null);
      await w.step(ticket.ticketId, "arrive", "fahd");
      await page.until((value) => value?.status === "arrived");
      for (const value of page.values) expect(value?.live === null).toBe(value?.status !== "on_route");
      await w.freeFahd();
    });
  });
}

/**
 * The office of the demo, played for a whole day at sixty times life on a deployment in memory, time in the test's hand:
 * what waits for it comes and goes, and nothing waits for good.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { edgeFrom } from "../../shared/core/lifecycle";
import type { FlowProfile } from "../../shared/catalogue/workTypePolicy";
import type { TicketStatus } from "../../shared/tickets/statuses";
import { TRANSITIONS, type TicketAction } from "../../shared/tickets/transitions";
import { HOUR_MS, instantAt, MINUTE_MS } from "../../shared/time/zones";
import { hurryTechnician, playOffice } from "../support/played";
import { startMemory } from "../support/world/memoryDriver";

const SPEED = 60;
const ZONE = "Asia/Riyadh";
const DAY = "2026-11-29";
const BEGINS_MINUTE = 8 * 60;
const PLAYED_HOURS = 12;
const LOOK_EVERY_MS = 24_000;
/** Nothing that is the office's may wait longer than this of the played day, its own patience and the parts' way included. */
const LONGEST_WAIT_H = 4;
/** States that wait for the office before anybody else. */
const OFFICE_ONLY: readonly TicketStatus[] = [
  "pending_payment",
  "under_review",
  "new",
  "awaiting_approval",
  "quality_check",
  "pickup_device",
  "in_workshop",
  "no_show",
];
/** Nobody of this branch can do them. */
const BEYOND = ["car_service", "consultation_online"];
const ADMIN = "ziad@waha.demo";

describe("[D-05] [G-05] [S-27] [T-40] the office of the demo", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test("a whole day: its queues stay bounded, and every step is one of the lifecycle", async () => {
    vi.setSystemTime(instantAt(DAY, BEGINS_MINUTE, ZONE));
    const deployment = await startMemory();
    await deployment.run("seed:load", { anchorDay: DAY, anchorAt: Date.now() });
    vi.stubGlobal("fetch", async (url: string, { body }: { body: Blob }) => {
      const storageId = await deployment.upload(url, body);
      return { ok: true, json: () => Promise.resolve({ storageId }) };
    });
    const startedAt = Date.now();
    const clock = () => startedAt + (Date.now() - startedAt) * SPEED;
    const done: string[] = [];
    const trouble: string[] = [];
    const ears = {
      onLog: (line: string) => done.push(line),
      onTrouble: (line: string) => trouble.push(line),
    };
    const play = { speed: SPEED, clock, ears };
    const office = await playOffice(deployment, ADMIN, "Riyadh", play, { leave: 0, leftAlone: new Set() });
    const begun = await office.look();
    const riyadh = new Set(begun.technicians.map(({ name }) => name.en));
    const steps = [];
    for (const { email, name } of await deployment.anonymous.query(api.demo.crew, {}))
      if (riyadh.has(name.en)) steps.push(await hurryTechnician(deployment, email, clock));

    const waitingSince = new Map<string, number>();
    const tooLong = new Set<string>();
    while (Date.now() < startedAt + (PLAYED_HOURS * HOUR_MS) / SPEED) {
      await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS);
      for (const step of steps) await step();
      const { cards, flags, parts, escalations } = await office.look();
      const waiting = [
        ...cards
          .filter(({ status, workType }) => OFFICE_ONLY.includes(status) && !BEYOND.includes(workType))
          .map(({ number, status }) => `${number} ${status}`),
        ...flags.held.map((ticketId) => `hold ${ticketId}`),
        ...parts.map(({ requestId, state }) => `parts ${requestId} ${state}`),
        ...escalations.map(({ escalationId, type }) => `escalation ${escalationId} ${type}`),
      ];
      for (const known of waitingSince.keys()) if (!waiting.includes(known)) waitingSince.delete(known);
      for (const one of waiting) {
        const since = waitingSince.get(one) ?? clock();
        waitingSince.set(one, since);
        if (clock() - since > LONGEST_WAIT_H * HOUR_MS) tooLong.add(one);
      }
    }
    const ended = await office.look();
    await office.stop();

    // The demo begins with something of everything.
    expect(begun.escalations.length + begun.flags.held.length + begun.parts.length).toBeGreaterThan(5);
    expect([...tooLong]).toEqual([]);
    expect(ended.parts).toEqual([]);
    expect(ended.flags.held).toEqual([]);
    expect(trouble).toEqual([]);
    const kinds = new Set(done.map((line) => line.split(" ").slice(2).join(" ")));
    for (const kind of [
      "assign",
      "plan",
      "parts approve",
      "parts order",
      "parts receive",
      "hold released",
      "inspect",
      "draftEstimate",
      "sendEstimate",
      "settleEstimate",
      "escalation resolved",
      "check_in_workshop",
      "repair_complete",
      "approve_request",
      "record_payment",
    ])
      expect(kinds, kind).toContain(kind);

    const profiles = new Map<unknown, FlowProfile>();
    for (const row of await deployment.rows("tickets"))
      profiles.set(row["_id"], row["profile"] as FlowProfile);
    const events = (await deployment.rows("statusEvents")).filter((row) => profiles.has(row["ticketId"]));
    expect(events.length).toBeGreaterThan(50);
    for (const { ticketId, action, from, to } of events) {
      if (from === undefined || !(String(action) in TRANSITIONS)) continue;
      const profile = profiles.get(ticketId) ?? "home_repair";
      const edge = edgeFrom(TRANSITIONS, action as TicketAction, from as TicketStatus, profile);
      expect({ action, from, to: edge?.to }).toEqual({ action, from, to });
    }
    expect(clock() - startedAt).toBeGreaterThan(PLAYED_HOURS * HOUR_MS - MINUTE_MS);
  }, 300_000);
});

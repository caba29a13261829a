/** What simulated technicians do next: the straight way through a job, and only what a phone would offer. */
import { describe, expect, test } from "vitest";
import { factsAfter } from "../../../shared/tickets/effects";
import type { TicketFacts } from "../../../shared/tickets/facts";
import { plan } from "../../../shared/tickets/plan";
import { nextMove } from "../../../web/host/simulator/nextMove";
import { photo, signature } from "../../../web/host/simulator/picture";
import { inspectFile } from "../../../shared/records/inspectFile";
import { FULL_EVIDENCE, ticketFacts } from "../../support/ticketFacts";

const NOW = Date.UTC(2026, 10, 21, 9);
const FIX = { lat: 24.7, lng: 46.7, accuracyM: 8 };
const technician = { role: "technician", technicianId: "t1" } as const;

function played(from: TicketFacts): { steps: string[]; last: TicketFacts } {
  const steps: string[] = [];
  let facts = from;
  for (let guard = 0; guard < 20; guard += 1) {
    const move = nextMove(facts, NOW);
    if (move === null || move.kind === "schedule") break;
    const action = move.kind === "drive" ? "arrive" : move.action;
    const input = { ...(move.kind === "step" ? move.input : {}), fix: FIX };
    const asked = move.kind === "step" && move.parts;
    const evidence = { ...FULL_EVIDENCE, hasDiagnosis: facts.evidence.hasDiagnosis, openPartsRequest: asked };
    const ticket = { ...facts, evidence };
    const decided = plan({
      ticket,
      actor: technician,
      action,
      input,
      expectedVersion: facts.version,
      now: NOW,
    });
    expect(decided, action).toMatchObject({ ok: true });
    if (!decided.ok) break;
    steps.push(action);
    facts = factsAfter(facts, action, decided.to);
  }
  return { steps, last: facts };
}

const scheduled = (number: string, more: Partial<TicketFacts> = {}) =>
  ticketFacts({ number, status: "scheduled", technicianId: "t1", travel: "planned", startsAt: NOW, ...more });

describe("[D-04] simulated work", () => {
  test("a job is worked through from the trip to the end, whatever its number", () => {
    const ends = new Map<string, number>();
    for (let serial = 0; serial < 200; serial += 1) {
      const { last } = played(scheduled(`TK-${serial}`));
      ends.set(last.status, (ends.get(last.status) ?? 0) + 1);
    }
    expect([...ends.keys()].toSorted()).toEqual(["completed", "no_show", "not_fixed", "waiting_parts"]);
    expect(ends.get("completed")).toBeGreaterThan(160);
  });

  test("the straight way", () => {
    expect(played(scheduled("TK-7")).steps).toEqual([
      "start_trip",
      "arrive",
      "start_inspection",
      "complete_diagnosis",
      "start_repair",
      "mark_completed",
    ]);
  });

  test("[J-08] an offer is accepted first; [J-36] a known fault is not inspected again", () => {
    expect(nextMove(scheduled("TK-7", { offer: "offered" }), NOW)).toMatchObject({ action: "accept_offer" });
    const back = scheduled("TK-7", {
      status: "arrived",
      travel: "arrived",
      evidence: { ...FULL_EVIDENCE, hasDiagnosis: true },
    });
    expect(nextMove(back, NOW)).toMatchObject({ action: "start_repair" });
  });

  test("[J-35] a delivery is driven and handed over", () => {
    const ready = scheduled("TK-7", { status: "ready_delivery", outcome: "fixed", custody: "workshop" });
    expect(played(ready).steps).toEqual(["start_trip", "arrive", "deliver_device"]);
  });

  test("what waits for somebody else is left alone", () => {
    const waiting = scheduled("TK-7", { status: "waiting_parts", travel: "paused" });
    expect(nextMove(waiting, NOW)).toBeNull();
    expect(nextMove(scheduled("TK-7", { otherTripNumber: "TK-9" }), NOW)).toBeNull();
    expect(nextMove({ ...scheduled("TK-7"), technicianId: null }, NOW)).toBeNull();
  });

  test("[F-09] its pictures are pictures, and the same ticket gives the same ones", async () => {
    const bytes = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
    for (const file of [photo("TK-7 before 0"), signature("TK-7")])
      expect(inspectFile(await bytes(file))).toMatchObject({ format: "image/png" });
    expect(await bytes(photo("a"))).toEqual(await bytes(photo("a")));
    expect(await bytes(photo("a"))).not.toEqual(await bytes(photo("b")));
  });
});

/* The day with everything that waits folded in by the shared plan. */
import { describe, expect, test } from "vitest";
import type { OutboxItem } from "../../../web/features/technician/fieldOutbox";
import { focusOf, forecastJobs } from "../../../web/features/technician/forecastDay";
import { navigationLinks, telLink } from "../../../web/features/technician/navigationLinks";
import { NOW } from "../support/boardRows";
import { first, job, second, untimed } from "../support/fieldRows";

const actor = { role: "technician" as const, technicianId: "fahd" };
const step = (over: Partial<OutboxItem>): OutboxItem => ({
  operationId: "operation",
  ticketId: first.ticket.ticketId,
  number: first.ticket.number,
  expectedVersion: 3,
  action: "start_trip",
  input: { noFixReason: "timeout" },
  takenAt: NOW,
  state: "waiting",
  refusal: null,
  ...over,
});
const statuses = (items: readonly OutboxItem[], jobs = [first, second]) =>
  forecastJobs(jobs, items, actor, NOW).map((one) => `${one.status}@${one.facts.version}`);

describe("[F-04] forecast of the day", () => {
  test("steps taken without a connection show at once, each on the version the next one expects", () => {
    const trip = step({});
    const arrival = step({ operationId: "arrival", action: "arrive", expectedVersion: 4 });
    expect(statuses([trip])).toEqual(["on_route@4", "scheduled@3"]);
    expect(statuses([trip, arrival])).toEqual(["arrived@5", "scheduled@3"]);
  });

  test("a step the server already has is not applied twice", () => {
    const done = job("first", "on_route", first.facts.startsAt);
    const known = { ...done, facts: { ...done.facts, version: 4 } };
    expect(statuses([step({})], [known])).toEqual(["on_route@4"]);
  });

  test("a refused step is not forecast, nor what was built on it", () => {
    const arrival = step({ operationId: "arrival", action: "arrive", expectedVersion: 4 });
    expect(statuses([step({ state: "refused" }), arrival])).toEqual(["scheduled@3", "scheduled@3"]);
  });

  test("while one job is under way every other job knows its number", () => {
    const forecast = forecastJobs([first, second], [step({})], actor, NOW);
    expect(forecast[0]?.facts.otherTripNumber).toBeNull();
    expect(forecast[1]?.facts.otherTripNumber).toBe(first.ticket.number);
  });

  test("the page is about the job under way, else the first still to be done", () => {
    const travelling = job("second", "on_route", second.facts.startsAt);
    const about = (jobs: readonly (typeof first)[]) =>
      focusOf(forecastJobs(jobs, [], actor, NOW))?.facts.number;
    expect(about([first, travelling])).toBe(travelling.ticket.number);
    expect(about([first, second, untimed])).toBe(first.ticket.number);
    expect(about([])).toBeUndefined();
  });
});

describe("[F-03] links out", () => {
  test("navigation goes to the point, or searches for the address when there is none", () => {
    const address = "حي العليا، شارع 5";
    const byPoint = navigationLinks({ point: { lat: 24.7, lng: 46.7 }, address, city: "riyadh" });
    expect(new URL(byPoint.google).searchParams.get("destination")).toBe("24.7,46.7");
    expect(new URL(byPoint.waze).searchParams.get("ll")).toBe("24.7,46.7");
    const byText = navigationLinks({ point: null, address, city: "Riyadh" });
    expect(new URL(byText.google).searchParams.get("destination")).toBe(`${address}, Riyadh`);
    expect(new URL(byText.waze).searchParams.get("q")).toBe(`${address}, Riyadh`);
  });

  test("a phone number keeps its plus and its digits", () => {
    expect(telLink("+966 51-111 1111")).toBe("tel:+966511111111");
    expect(telLink("011 (222) 33")).toBe("tel:01122233");
  });
});

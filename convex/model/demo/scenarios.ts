/**
 * The tickets of the demo: how many stand at which status in which branch, and a draft for each. Pure: the same anchor
 * gives the same tickets. How they are written is in writeScenarios.ts.
 */
import { builtInPolicy } from "../../../shared/catalogue/defaults";
import type { TicketDraft } from "../../../shared/imports/parseRow";
import { formatTicketNumber, NUMBER_LENGTH } from "../../../shared/tickets/number";
import type { Priority } from "../../../shared/tickets/priorities";
import type { TicketStatus } from "../../../shared/tickets/statuses";
import { HOUR_MS, MINUTE_MS } from "../../../shared/time/zones";
import { type BranchSlug, DEMO_TECHNICIANS } from "./organization";
import { DEMO_CONTACTS, DEMO_PLACES } from "./places";
import { DEMO_PROBLEMS, DEMO_WORK_TYPES, type DemoWorkType } from "./problems";
import { dice } from "./random";

/** Tickets per status. At most one job under way per technician named in `UNDER_WAY`. */
const PLAN: Record<BranchSlug, readonly (readonly [TicketStatus, number])[]> = {
  riyadh: [
    ["new", 13],
    ["assigned", 2],
    ["scheduled", 8],
    ["on_route", 1],
    ["inspecting", 1],
    ["completed", 4],
    ["cancelled", 2],
  ],
  jeddah: [
    ["new", 6],
    ["assigned", 1],
    ["scheduled", 3],
    ["arrived", 1],
    ["repairing", 1],
    ["completed", 2],
    ["cancelled", 1],
  ],
  cairo: [
    ["new", 6],
    ["assigned", 1],
    ["scheduled", 3],
    ["on_route", 1],
    ["diagnosed", 1],
    ["completed", 2],
    ["cancelled", 1],
  ],
};

/** Who is at work when the demo opens. Fahd (Riyadh) stays free: the first drop of a newcomer goes to him. */
const UNDER_WAY: Record<BranchSlug, Partial<Record<TicketStatus, string>>> = {
  riyadh: { on_route: "R-102", inspecting: "R-103" },
  jeddah: { arrived: "J-201", repairing: "J-202" },
  cairo: { on_route: "C-302", diagnosed: "C-301" },
};

const PRIORITY_MIX: readonly Priority[] = ["normal", "normal", "normal", "low", "high", "normal", "urgent"];
const SEEDS: Record<BranchSlug, number> = { riyadh: 11, jeddah: 22, cairo: 33 };

export interface Scenario {
  number: string;
  status: TicketStatus;
  draft: TicketDraft;
  /** Employee who holds it; null while nobody does. */
  employeeId: string | null;
}

function canDo(employeeId: string, workType: DemoWorkType): boolean {
  const technician = DEMO_TECHNICIANS.find((one) => one.employeeId === employeeId);
  const needed: readonly string[] = builtInPolicy(workType).skills;
  return technician !== undefined && needed.every((skill) => (technician.skills as string[]).includes(skill));
}

/** The scenarios of a branch around an instant. */
export function demoScenarios(branch: BranchSlug, anchorAt: number): Scenario[] {
  const { next, pick } = dice(SEEDS[branch]);
  const crew = DEMO_TECHNICIANS.filter((one) => one.branch === branch && one.onDuty);
  const scenarios: Scenario[] = [];
  for (const [status, count] of PLAN[branch]) {
    for (let index = 0; index < count; index += 1) {
      const serial = scenarios.length;
      const place = pick(DEMO_PLACES[branch]);
      const fixed = UNDER_WAY[branch][status];
      const possible = DEMO_WORK_TYPES.filter((type) =>
        fixed ? canDo(fixed, type) : crew.some((one) => canDo(one.employeeId, type)),
      );
      const workType = pick(possible);
      const able = crew.filter((one) => canDo(one.employeeId, workType));
      const employeeId = status === "new" || status === "cancelled" ? null : (fixed ?? pick(able).employeeId);
      const jitter = () => (next() - 0.5) * 0.012;
      const point = { lat: place.lat + jitter(), lng: place.lng + jitter() };
      const randomMs = Math.floor(next() * 16 * 60) * MINUTE_MS;
      const ageMs =
        status === "completed" ? 30 * HOUR_MS : status === "new" ? randomMs : randomMs + 3 * HOUR_MS;
      scenarios.push({
        number: formatTicketNumber(Array.from({ length: NUMBER_LENGTH }, next)),
        status,
        employeeId,
        draft: {
          sourceKey: `seed:${branch}:${serial}`,
          contactName: pick(DEMO_CONTACTS[branch]),
          phone: `${branch === "cairo" ? "+2011" : "+9665"}${String(10_000_000 + Math.floor(next() * 89_999_999))}`,
          address: `${place.district}، ${branch === "cairo" ? "شارع" : "طريق"} ${1 + Math.floor(next() * 40)}`,
          city: place.city,
          // One request per branch came in without a point, as they do.
          point: status === "new" && index === 4 ? null : point,
          workType,
          problem: pick<string>(DEMO_PROBLEMS[workType]),
          priority: pick(PRIORITY_MIX),
          requestedAt: anchorAt - 40 * MINUTE_MS - ageMs,
        },
      });
    }
  }
  return scenarios;
}

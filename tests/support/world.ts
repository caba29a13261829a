/**
 * A demo company on a deployment, and the few verbs tests speak in: somebody (`as`), a fresh ticket (`newTicket`), a
 * ticket brought to a status (`ticketAt`), its whole visible state (`observe`). Everything goes through public functions,
 * so the same suite runs on any driver. Tests share one company; each takes its own tickets and its own future days.
 */
import type { FunctionArgs, FunctionReturnType } from "convex/server";
import { expect } from "vitest";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { WorkType } from "../../shared/catalogue/workTypes";
import { type AppErrorData, type ErrorCode, parseAppError } from "../../shared/errors/catalog";
import { edgeFrom } from "../../shared/core/lifecycle";
import type { Blocker } from "../../shared/tickets/blockers";
import { photoCount } from "../../shared/tickets/evidence";
import type { Priority } from "../../shared/tickets/priorities";
import type { TicketStatus } from "../../shared/tickets/statuses";
import { type StepAction, TRANSITIONS } from "../../shared/tickets/transitions";
import { addDays, instantAt, serviceDayOf } from "../../shared/time/zones";
import type { Caller, Driver } from "./world/driver";
import { addFile } from "./world/files";

type Card = FunctionReturnType<typeof api.board.openTickets>["page"][number];
type Detail = FunctionReturnType<typeof api.tickets.get>;
type StepInput = FunctionArgs<typeof api.tickets.transition>["input"];
type Branch = NonNullable<FunctionReturnType<typeof api.session.me>>["branches"][number];

/** People of the demo by the first part of their e-mail. */
export type Person =
  | "sara"
  | "faisal"
  | "mona"
  | "huda"
  | "noura"
  | "ziad"
  | "warsha"
  | "lina"
  | "fahd"
  | "salem"
  | "omar"
  | "majed"
  | "bandar"
  | "mahmoud";

const FIX = { lat: 24.7, lng: 46.7, accuracyM: 10 };
/** What each step needs to be accepted. */
export const STEP_INPUT: Record<StepAction, StepInput> = {
  record_payment: {},
  start_review: {},
  approve_request: {},
  reject_request: { reason: "out_of_scope" },
  accept_offer: {},
  start_trip: { fix: FIX },
  arrive: { fix: FIX },
  check_in: {},
  start_inspection: {},
  complete_diagnosis: { note: "compressor relay" },
  start_repair: {},
  start_session: {},
  parts_received: {},
  resume_work: {},
  resume_in_workshop: {},
  start_quality_check: {},
  mark_completed: {},
  check_in_workshop: {},
  repair_complete: {},
  deliver_device: {},
  return_device: {},
  request_parts: {},
  request_approval: {},
  pickup_device: { reason: "needs_workshop_tools", customerTold: true },
  fail_quality_check: { note: "a screw is loose" },
  fail_delivery: { reason: "customer_absent" },
  report_no_show: { party: "customer" },
  mark_not_fixed: { notFixedReasons: ["beyond_repair"] },
  turn_back: { reason: "vehicle_problem" },
  confirm_visit: {},
  decline_visit: { reason: "time_not_suitable" },
  promise_window: { window: { startsAt: 0, endsAt: 0 } },
  release: { reason: "customer_request" },
  unassign: {},
  decline_offer: { reason: "too_far" },
  expire_offer: {},
  change_priority: { priority: "low" },
  call_back: { note: "the same again" },
  cancel: { reason: "customer_request" },
};

type Way = readonly (readonly [StepAction, TicketStatus, Person])[];
const FIELD_PATH: Way = [
  ["start_trip", "on_route", "fahd"],
  ["arrive", "arrived", "fahd"],
  ["start_inspection", "inspecting", "fahd"],
  ["complete_diagnosis", "diagnosed", "fahd"],
  ["start_repair", "repairing", "fahd"],
  ["mark_completed", "completed", "fahd"],
];
const upTo = (status: TicketStatus): Way =>
  FIELD_PATH.slice(0, 1 + FIELD_PATH.findIndex(([, reached]) => reached === status));
const TO_WORKSHOP: Way = [
  ...upTo("diagnosed"),
  ["pickup_device", "pickup_device", "fahd"],
  ["check_in_workshop", "in_workshop", "warsha"],
  ["repair_complete", "ready_delivery", "warsha"],
];
/** Ways to the statuses off the straight path. */
const ASIDE: Partial<Record<TicketStatus, Way>> = {
  no_show: [...upTo("arrived"), ["report_no_show", "no_show", "fahd"]],
  not_fixed: [...upTo("diagnosed"), ["mark_not_fixed", "not_fixed", "fahd"]],
  pickup_device: TO_WORKSHOP.slice(0, -2),
  in_workshop: TO_WORKSHOP.slice(0, -1),
  ready_delivery: TO_WORKSHOP,
};

interface NewTicket {
  branch?: "riyadh" | "jeddah" | "cairo";
  workType?: WorkType;
  priority?: Priority;
  /** Whom codes and messages go to; what is sent to one number is limited. */
  phone?: string;
}

export interface World {
  readonly driver: Driver;
  as(person: Person): Promise<Caller>;
  branch(slug: "riyadh" | "jeddah" | "cairo"): Promise<Branch>;
  technician(employeeId: string): Promise<Id<"technicians">>;
  operationId(): string;
  /** A start on a day no other test uses, minutes after local midnight in Riyadh. */
  freshDay(): { day: string; at: (minute: number) => number };
  newTicket(wish?: NewTicket): Promise<Card>;
  detail(ticketId: Id<"tickets">, person?: Person): Promise<Detail>;
  place(
    ticket: Pick<Card, "ticketId" | "version">,
    employeeId: string,
    startsAt: number | null,
    person?: Person,
  ): Promise<FunctionReturnType<typeof api.tickets.place>>;
  /** Takes a step, with the pictures and the signature it asks for. */
  step(
    ticketId: Id<"tickets">,
    action: StepAction,
    person: Person,
    input?: StepInput,
  ): Promise<FunctionReturnType<typeof api.tickets.transition>>;
  /** A fresh ticket brought to a status by Sara and by Fahd. */
  ticketAt(status: TicketStatus): Promise<Detail>;
  /** Ends whatever Fahd is doing, so that the next test finds him free. */
  freeFahd(): Promise<void>;
}

/** Words an import knows a type by; the others go by their code. */
const WORK_WORDS: Partial<Record<WorkType, string>> = {
  ac_repair: "air conditioner",
  fridge_repair: "fridge",
  washer_repair: "washing machine",
  oven_repair: "oven",
  dishwasher_repair: "dishwasher",
  plumbing: "plumbing",
  electrical: "electric",
  site_inspection: "look at the place",
};

/** Takes the pictures and the signature a step asks for, as the person who takes the step. */
async function proveFor(
  world: World,
  ticketId: Id<"tickets">,
  facts: Detail["facts"],
  action: StepAction,
  person: Person,
): Promise<void> {
  const needs = edgeFrom(TRANSITIONS, action, facts.status, facts.profile)?.needs ?? [];
  for (const need of ["inspectionPhotos", "completionPhotos"] as const) {
    if (!needs.includes(need)) continue;
    const kind = need === "inspectionPhotos" ? ("before" as const) : ("after" as const);
    for (let count = photoCount(facts.evidence, need); count < facts.policy[need]; count += 1)
      await addFile(world, ticketId, person, { kind });
  }
  if (needs.includes("signOff") && facts.policy.signOff === "required" && facts.evidence.signOff === null)
    await (await world.as(person)).mutation(api.signOffs.sign, {
      ticketId,
      signerName: "Test Customer",
      attachmentId: await addFile(world, ticketId, person, { kind: "signature" }),
      operationId: world.operationId(),
    });
}

/** Loads the demo on a fresh deployment. */
export async function createWorld(driver: Driver): Promise<World> {
  const callers = new Map<Person, Promise<Caller>>();
  const branches = new Map<string, Branch>();
  const technicians = new Map<string, Id<"technicians">>();
  let serial = 0;
  let days = 0;
  await driver.run("seed:load", { anchorDay: new Date().toISOString().slice(0, 10) });

  const world: World = {
    driver,
    as: (person) => {
      const known = callers.get(person);
      if (known) return known;
      const made = driver.signIn(`${person}@waha.demo`);
      callers.set(person, made);
      return made;
    },
    branch: async (slug) => {
      if (branches.size === 0) {
        const me = await (await world.as("noura")).query(api.session.me, {});
        for (const branch of me?.branches ?? [])
          branches.set(branch.name.en.split(" ")[0]?.toLowerCase() ?? "", branch);
      }
      return must(branches.get(slug), `branch ${slug}`);
    },
    technician: async (employeeId) => {
      if (technicians.size === 0) {
        const owner = await world.as("noura");
        for (const slug of ["riyadh", "jeddah", "cairo"] as const) {
          const { branchId } = await world.branch(slug);
          for (const one of await owner.query(api.board.technicians, { branchId }))
            technicians.set(one.employeeId, one.technicianId);
        }
      }
      return must(technicians.get(employeeId), `technician ${employeeId}`);
    },
    operationId: () => `operation-${(serial += 1)}`,
    freshDay: () => {
      const day = addDays(serviceDayOf(Date.now(), "Asia/Riyadh"), 30 + (days += 1));
      return { day, at: (minute) => instantAt(day, minute, "Asia/Riyadh") };
    },
    newTicket: async ({
      branch: slug = "riyadh",
      workType = "ac_repair",
      priority = "urgent",
      phone = "0501234567",
    } = {}) => {
      const owner = await world.as("noura");
      const { branchId } = await world.branch(slug);
      const tag = `case ${(serial += 1)}`;
      const importId = await owner.mutation(api.imports.start, {
        branchId,
        fileName: "one.csv",
        fileHash: tag,
        mapping: [],
        totalRows: 1,
        operationId: world.operationId(),
      });
      const cells = {
        externalId: tag,
        contactName: "Test Customer",
        phone,
        address: "Olaya 1",
        city: "الرياض",
        lat: "24.70",
        lng: "46.68",
        workType,
        problem: `${WORK_WORDS[workType] ?? workType} ${tag}`,
        priority,
      };
      const counts = await owner.mutation(api.imports.addRows, {
        importId,
        batch: 0,
        rows: [{ line: 2, cells }],
      });
      expect(counts).toMatchObject({ insertedRows: 1 });
      let cursor: string | null = null;
      for (;;) {
        const result: Awaited<ReturnType<typeof openTickets>> = await openTickets(cursor);
        const found = result.page.find((card) => card.problem.endsWith(tag));
        if (found || result.isDone) return must(found, `the ticket ${tag} is on the board`);
        cursor = result.continueCursor;
      }

      async function openTickets(from: string | null) {
        return await owner.query(api.board.openTickets, {
          branchId,
          paginationOpts: { numItems: 200, cursor: from },
        });
      }
    },
    detail: async (ticketId, person = "noura") =>
      await (await world.as(person)).query(api.tickets.get, { ticketId }),
    place: async ({ ticketId, version }, employeeId, startsAt, person = "sara") =>
      await (await world.as(person)).mutation(api.tickets.place, {
        ticketId,
        expectedVersion: version,
        technicianId: await world.technician(employeeId),
        startsAt,
        operationId: world.operationId(),
      }),
    step: async (ticketId, action, person, input = STEP_INPUT[action]) => {
      const { facts } = await world.detail(ticketId);
      await proveFor(world, ticketId, facts, action, person);
      return await (await world.as(person)).mutation(api.tickets.transition, {
        ticketId,
        expectedVersion: facts.version,
        action,
        input,
        operationId: world.operationId(),
      });
    },
    ticketAt: async (status) => {
      const card = await world.newTicket();
      const { ticketId } = card;
      if (status === "cancelled") await world.step(ticketId, "cancel", "sara");
      else if (status === "assigned") await world.place(card, "R-101", null);
      else if (status === "under_review" || status === "rejected") {
        await world.step(ticketId, "start_review", "sara");
        if (status === "rejected") await world.step(ticketId, "reject_request", "sara");
      } else if (status !== "new") {
        await world.place(card, "R-101", world.freshDay().at(600));
        for (const [action, reached, person] of ASIDE[status] ?? upTo(status))
          expect((await world.step(ticketId, action, person)).status).toBe(reached);
      }
      const detail = await world.detail(ticketId);
      expect(detail.facts.status).toBe(status);
      return detail;
    },
    freeFahd: async () => {
      const { branchId } = await world.branch("riyadh");
      const owner = await world.as("noura");
      for (let guard = 0; guard < 12; guard += 1) {
        const cards = await owner.query(api.board.technicians, { branchId });
        const current = cards.find((one) => one.employeeId === "R-101")?.current;
        if (!current) return;
        const { facts } = await world.detail(current.ticketId);
        const next = FIELD_PATH[FIELD_PATH.findIndex(([, reached]) => reached === facts.status) + 1];
        if (facts.status === "on_route") await world.step(current.ticketId, "cancel", "sara");
        else if (facts.status === "ready_delivery")
          await world.step(current.ticketId, "fail_delivery", "fahd");
        else await world.step(current.ticketId, must(next, "a next step")[0], "fahd");
      }
      throw new Error("Fahd could not be freed");
    },
  };
  return world;
}

export function must<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`expected ${what}`);
  return value;
}

/** Runs what must be refused and answers the typed error; a success or a bug fails the test. */
export async function refused(attempt: Promise<unknown>): Promise<AppErrorData> {
  let thrown: unknown;
  try {
    const value = await attempt;
    throw new Error(`expected a refusal, got ${JSON.stringify(value)}`);
  } catch (error) {
    thrown = error;
  }
  const data = parseAppError(thrown) ?? parseAppError(parsedJson(thrown));
  if (!data) throw thrown;
  return data;
}

/** convex-test hands the payload over as JSON text. */
function parsedJson(thrown: unknown): unknown {
  const data = typeof thrown === "object" && thrown !== null && "data" in thrown ? thrown.data : undefined;
  if (typeof data !== "string") return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

/** Expects a refusal with this code. */
export async function expectRefused(attempt: Promise<unknown>, code: ErrorCode): Promise<AppErrorData> {
  const data = await refused(attempt);
  expect(data.code).toBe(code);
  return data;
}

/** Expects `ticket.blocked` with exactly these blockers (order free) and answers them. */
export async function expectBlocked(
  attempt: Promise<unknown>,
  codes: readonly Blocker["code"][],
): Promise<readonly Blocker[]> {
  const data = await refused(attempt);
  if (data.code !== "ticket.blocked") throw new Error(`expected ticket.blocked, got ${JSON.stringify(data)}`);
  expect(data.params.blockers.map((blocker) => blocker.code).toSorted()).toEqual(codes.toSorted());
  return data.params.blockers;
}

/** The simulator's people on a deployment of the tests: what their subscriptions would show them is handed over by `look`. */
import type { ConvexClient } from "convex/browser";
import { type FunctionReference, getFunctionName } from "convex/server";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { parseAppError } from "../../shared/errors/catalog";
import { serviceDayOf } from "../../shared/time/zones";
import { askForParts, provideFor } from "../../web/host/simulator/fieldRecords";
import { placeWhenFree } from "../../web/host/simulator/freeTime";
import { nextMove } from "../../web/host/simulator/nextMove";
import { OfficeDriver, type OfficeOptions } from "../../web/host/simulator/officeDriver";
import { SETS_OFF_EARLY_MS } from "../../web/host/simulator/pace";
import { TechnicianDriver } from "../../web/host/simulator/technicianDriver";
import type { Caller, Driver } from "./world/driver";

const OPEN_PARTS = ["pending", "approved", "ordered"] as const;

export interface Ears {
  readonly onLog: (line: string) => void;
  readonly onTrouble: (line: string) => void;
}

export interface Play {
  readonly speed: number;
  readonly clock: () => number;
  readonly ears: Ears;
}

/** A client that looks again after each of its own changes; `before` may hold a call back. */
function lookingClient(
  caller: Caller,
  look: () => Promise<unknown>,
  before: (name: string) => Promise<void> | null = () => null,
): ConvexClient {
  return {
    query: (query: never, args: never) => caller.query(query, args),
    mutation: async (mutation: FunctionReference<"mutation">, args: Record<string, never>) => {
      const name = getFunctionName(mutation);
      await before(name);
      const answer: unknown = await caller.mutation(mutation as never, args as never);
      if (name !== "technicians:reportPosition") await look();
      return answer;
    },
    action: async (action: never, args: never) => {
      const answer: unknown = await caller.action(action, args);
      await look();
      return answer;
    },
  } as unknown as ConvexClient;
}

/** A technician lives; the first upload's address never comes back where `losesOne`. */
export async function playTechnician(
  deployment: Driver,
  email: string,
  name: string,
  { speed, clock, ears }: Play,
  { losesOne }: { readonly losesOne: boolean },
) {
  const caller = await deployment.signIn(email);
  const me = await caller.query(api.session.me, {});
  const branch = me?.branches[0];
  if (!branch) throw new Error(`${name} has a branch on ${deployment.name}`);
  let lost = !losesOne;
  const look = async () => {
    const serviceDay = serviceDayOf(clock(), branch.zone);
    const day = await caller.query(api.technicians.today, { serviceDay });
    technician.see(day);
    return day;
  };
  const client = lookingClient(caller, look, (called) => {
    if (lost || called !== "attachments:uploadUrl") return null;
    lost = true;
    return new Promise<never>(() => undefined);
  });
  const technician = new TechnicianDriver(client, { name, speed, position: branch.center, clock, ...ears });
  await look();
  const running = technician.run();
  return {
    look,
    stop: async () => {
      technician.stop();
      await running;
    },
  };
}

/**
 * A technician who neither waits nor drives: at every `look` he takes his next step, judged as his driver judges it. For
 * days in which somebody else is looked at.
 */
export async function hurryTechnician(deployment: Driver, email: string, clock: () => number) {
  const caller = await deployment.signIn(email);
  const me = await caller.query(api.session.me, {});
  const branch = me?.branches[0];
  if (!branch) throw new Error(`${email} has a branch on ${deployment.name}`);
  const client = caller as unknown as ConvexClient;
  return async (): Promise<void> => {
    const serviceDay = serviceDayOf(clock(), branch.zone);
    const { jobs, waiting } = await caller.query(api.technicians.today, { serviceDay });
    const job = [...jobs, ...waiting].find(
      ({ facts }) =>
        (facts.travel !== "planned" || (facts.startsAt ?? 0) <= clock() + SETS_OFF_EARLY_MS) &&
        nextMove(facts, Date.now()) !== null,
    );
    const move = job ? nextMove(job.facts, Date.now()) : null;
    if (!job || move === null) return;
    const { ticketId, version: expectedVersion, contactName } = job.ticket;
    try {
      if (move.kind === "schedule") {
        const technicianId = job.facts.technicianId as Id<"technicians">;
        await placeWhenFree(client, { ticketId, expectedVersion, technicianId }, clock());
        return;
      }
      if (move.kind === "step") {
        if (move.parts) await askForParts(client, ticketId);
        await provideFor(client, ticketId, job.facts, move.action, contactName);
      }
      await caller.mutation(api.tickets.transition, {
        ticketId,
        expectedVersion,
        action: move.kind === "step" ? move.action : "arrive",
        input: {
          ...(move.kind === "step" ? move.input : {}),
          fix: { ...branch.center, accuracyM: 10 },
          occurredAt: Date.now(),
        },
        operationId: crypto.randomUUID(),
      });
    } catch (error) {
      // A full day, or the office was faster: he looks again.
      if (parseAppError(error) === null) throw error;
    }
  };
}

/** The office of a branch lives, signed in as `email`; it sees what its own acts changed at the next `look`. */
export async function playOffice(
  deployment: Driver,
  email: string,
  branchName: string,
  { speed, clock, ears }: Play,
  options: Pick<OfficeOptions, "leave" | "leftAlone">,
) {
  const caller = await deployment.signIn(email);
  const me = await caller.query(api.session.me, {});
  const branch = me?.branches.find(({ name }) => name.en.startsWith(branchName));
  if (!me || !branch) throw new Error(`${email} sees ${branchName}`);
  const { branchId, zone } = branch;
  const first = (numItems: number) => ({ numItems, cursor: null });
  const look = async () => {
    const [open, technicians, flags, escalations, present, ...parts] = await Promise.all([
      caller.query(api.board.openTickets, { branchId, paginationOpts: first(200) }),
      caller.query(api.board.technicians, { branchId }),
      caller.query(api.board.flags, { branchId }),
      caller.query(api.escalations.list, {
        branchId,
        state: "open",
        level: null,
        type: null,
        paginationOpts: first(50),
      }),
      caller.query(api.presence.list, { branchId }),
      ...OPEN_PARTS.map((state) => caller.query(api.parts.byState, { branchId, state })),
    ]);
    const view = {
      cards: open.page,
      technicians,
      flags,
      escalations: escalations.page,
      present,
      parts: parts.flat(),
    };
    office.see(view);
    return view;
  };
  const office = new OfficeDriver(caller as unknown as ConvexClient, {
    name: "office",
    role: me.role,
    userId: me.userId,
    zone,
    speed,
    clock,
    ...options,
    ...ears,
  });
  await look();
  const running = office.run();
  return {
    look,
    stop: async () => {
      office.stop();
      await running;
    },
  };
}

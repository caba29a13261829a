/**
 * The deployment behind the pages, reached as a member through public functions: arranging what a journey needs and
 * reading back what it did. Nothing here writes by any other way than a page could.
 */
import { randomUUID } from "node:crypto";
import type { ConvexHttpClient } from "convex/browser";
import type { FunctionArgs } from "convex/server";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Point } from "../../../shared/geo/point";
import { signInOnce } from "../../../web/host/memberSession";
import { PASSWORD, type Person, fahd, sara } from "./people";
import { engineUrl, stageNow } from "./stageEnvironment";

export interface ArrangedTicket {
  readonly ticketId: Id<"tickets">;
  readonly number: string;
  readonly problem: string;
  readonly version: number;
}

export interface TicketWish {
  /** Words that name the kind of work: "مكيف" needs cooling, "سباكة" plumbing, others inspection. */
  problem: string;
  point?: Point;
  contactName?: string;
}

type StepArgs = FunctionArgs<typeof api.tickets.transition>;
type PlaceArgs = FunctionArgs<typeof api.tickets.place>;

export class DeploymentAs {
  private constructor(readonly client: ConvexHttpClient) {}

  static async signIn(person: Pick<Person, "email">): Promise<DeploymentAs> {
    return new DeploymentAs(await signInOnce(engineUrl(), { email: person.email, password: PASSWORD }));
  }

  async branch(city = "riyadh") {
    const me = await this.client.query(api.session.me, {});
    const branch = me?.branches.find((one) => one.city === city);
    if (!branch) throw new Error(`no branch in ${city}`);
    return branch;
  }

  async technician(person: Person) {
    const { branchId } = await this.branch();
    const technicians = await this.client.query(api.board.technicians, { branchId });
    const found = technicians.find(({ name }) => name.en === person.name.en);
    if (!found) throw new Error(`${person.name.en} is no technician of the branch`);
    return found;
  }

  /** One new ticket through a one-row import; its problem text is made unique. */
  async importTicket(wish: TicketWish): Promise<ArrangedTicket> {
    const { branchId } = await this.branch();
    const mark = randomUUID().slice(0, 8);
    const problem = `${wish.problem} ${mark}`;
    const importId = await this.client.mutation(api.imports.start, {
      branchId,
      fileName: "arranged.csv",
      fileHash: mark,
      mapping: [{ field: "problem", column: 0, header: "problem" }],
      totalRows: 1,
      operationId: randomUUID(),
    });
    const cells = {
      externalId: mark,
      problem,
      contactName: wish.contactName ?? "خالد السبيعي",
      phone: "+966501234567",
      address: "شارع التحلية 12",
      city: "الرياض",
      ...(wish.point ? { lat: String(wish.point.lat), lng: String(wish.point.lng) } : {}),
    };
    await this.client.mutation(api.imports.addRows, { importId, batch: 0, rows: [{ line: 2, cells }] });
    await this.client.mutation(api.imports.finish, { importId });
    const page = await this.client.query(api.board.openTickets, {
      branchId,
      paginationOpts: { cursor: null, numItems: 100 },
    });
    const ticket = page.page.find((card) => card.problem === problem);
    if (!ticket) throw new Error(`the arranged ticket ${problem} is not among the open ones`);
    return { ticketId: ticket.ticketId, number: ticket.number, problem, version: ticket.version };
  }

  detail(ticketId: Id<"tickets">) {
    return this.client.query(api.tickets.get, { ticketId });
  }

  async place(
    ticketId: Id<"tickets">,
    technicianId: Id<"technicians">,
    startsAt: number | null,
    rest: Partial<PlaceArgs> = {},
  ) {
    const { ticket } = await this.detail(ticketId);
    return await this.client.mutation(api.tickets.place, {
      ticketId,
      technicianId,
      startsAt,
      expectedVersion: ticket.version,
      operationId: randomUUID(),
      ...rest,
    });
  }

  async step(ticketId: Id<"tickets">, action: StepArgs["action"], input: StepArgs["input"] = {}) {
    const { ticket } = await this.detail(ticketId);
    return await this.client.mutation(api.tickets.transition, {
      ticketId,
      expectedVersion: ticket.version,
      action,
      input,
      operationId: randomUUID(),
    });
  }

  async setDuty(onDuty: boolean): Promise<void> {
    await this.client.mutation(api.technicians.setDuty, { onDuty });
  }

  async reportPosition(point: Point): Promise<void> {
    await this.client.mutation(api.technicians.reportPosition, {
      ...point,
      accuracyM: 10,
      recordedAt: stageNow(),
    });
  }
}

/** Ends a ticket whatever its state, so that the next journey finds the technician free. */
export async function endTicket(ticketId: Id<"tickets">): Promise<void> {
  const dispatcher = await DeploymentAs.signIn(sara);
  const { ticket } = await dispatcher.detail(ticketId);
  switch (ticket.status) {
    case "completed":
    case "not_fixed":
    case "cancelled":
      return;
    case "arrived":
    case "inspecting":
    case "repairing": {
      const technician = await DeploymentAs.signIn(fahd);
      if (ticket.status === "arrived")
        await technician.step(ticketId, "report_no_show", { party: "customer" });
      else if (ticket.status === "inspecting")
        await technician.step(ticketId, "complete_diagnosis", { note: "done" });
      else
        return void (await technician.step(ticketId, "mark_not_fixed", {
          notFixedReasons: ["out_of_scope"],
        }));
      break;
    }
    default:
  }
  await dispatcher.step(ticketId, "cancel", { reason: "duplicate" });
}

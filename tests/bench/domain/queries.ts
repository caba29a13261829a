/** Every list, board and detail query of the product, asked the way its screen asks it, as somebody who opens that screen. */
import { formatTicketNumber } from "../../../shared/tickets/number";
import type { LoadedCompany } from "./loadedCompany";

export type Reader = "admin" | "dispatcher" | "technician" | "customer" | "stranger";

export interface AskedQuery {
  /** The screen. */
  readonly face: "board" | "ticket" | "technician" | "workshop" | "customer" | "desk" | "people" | "settings";
  /** As the CLI spells it. */
  readonly path: string;
  readonly as: Reader;
  readonly args: Record<string, unknown>;
}

interface Card {
  ticketId: string;
  number: string;
}

const firstPage = (numItems: number) => ({ paginationOpts: { cursor: null, numItems } });

/** Pages as large as the screens ask for. */
const PAGE = 50;
const BOARD_PAGE = 100;

/** The questions for one company; ids differ, what is asked does not. */
export async function askedQueries(company: LoadedCompany, today: string): Promise<AskedQuery[]> {
  const { branchId, regular, fahdId } = company;
  const detail = await company.run<{ closed: Card; open: Card; token: string; importId: string | null }>(
    "bench/load:examples",
    { branchId },
  );
  const ticket = { ticketId: detail.closed.ticketId };
  const { token } = detail;
  const at = Date.now();
  const ofTicket = [
    "records:notes",
    "records:items",
    "records:parts",
    "records:holds",
    "records:checks",
    "records:checklists",
    "records:estimates",
    "records:signOffs",
    "records:interactions",
    "records:review",
    "records:timeLogs",
    "attachments:gallery",
    "conversation:unread",
    "escalations:ofTicket",
    "sla:clocks",
    "outbox:ofTicket",
    "tickets:get",
  ].map((path): AskedQuery => ({ face: "ticket", path, as: "admin", args: ticket }));
  const settings = [
    ["catalogue:workTypes", {}],
    ["catalogue:trades", {}],
    ["catalogue:checklists", {}],
    ["catalogue:faultCodes", {}],
    ["settings:list", {}],
    ["settings:entries", { list: "cities" }],
    ["sla:rules", {}],
    ["sla:calendars", {}],
    ["audit:list", firstPage(PAGE)],
  ].map(([path, args]) => ({ face: "settings", path, as: "admin", args }) as AskedQuery);
  return [
    {
      face: "board",
      path: "board:openTickets",
      as: "dispatcher",
      args: { branchId, ...firstPage(BOARD_PAGE) },
    },
    { face: "board", path: "board:closedTickets", as: "dispatcher", args: { branchId, serviceDay: today } },
    { face: "board", path: "board:appointments", as: "dispatcher", args: { branchId, serviceDay: today } },
    { face: "board", path: "board:technicians", as: "dispatcher", args: { branchId } },
    { face: "board", path: "positions:byBranch", as: "dispatcher", args: { branchId } },
    { face: "board", path: "board:ticketByNumber", as: "dispatcher", args: { number: detail.open.number } },
    {
      face: "board",
      path: "tickets:find",
      as: "dispatcher",
      args: { number: formatTicketNumber([0, 0, 0, 0, 0, 0]) },
    },
    ...ofTicket,
    {
      face: "ticket",
      path: "conversation:list",
      as: "admin",
      args: { ...ticket, audience: "customer", ...firstPage(PAGE) },
    },
    { face: "technician", path: "technicians:today", as: "technician", args: { serviceDay: today } },
    { face: "technician", path: "technicians:absences", as: "admin", args: { technicianId: fahdId } },
    { face: "workshop", path: "tickets:bench", as: "admin", args: { branchId } },
    { face: "workshop", path: "parts:byState", as: "admin", args: { branchId, state: "received" } },
    { face: "customer", path: "tracking:byToken", as: "stranger", args: { token } },
    { face: "customer", path: "tickets:customerOffers", as: "stranger", args: { token, at } },
    {
      face: "customer",
      path: "conversation:customerList",
      as: "stranger",
      args: { token, ...firstPage(PAGE) },
    },
    { face: "customer", path: "conversation:customerUnread", as: "stranger", args: { token } },
    { face: "customer", path: "estimates:customerList", as: "stranger", args: { token } },
    { face: "customer", path: "attachments:customerGallery", as: "stranger", args: { token } },
    { face: "customer", path: "reviews:mine", as: "stranger", args: { token } },
    { face: "customer", path: "contacts:myTickets", as: "customer", args: {} },
    { face: "customer", path: "customers:tickets", as: "customer", args: {} },
    { face: "customer", path: "intake:options", as: "stranger", args: {} },
    { face: "desk", path: "contacts:search", as: "dispatcher", args: { text: regular.phone } },
    { face: "desk", path: "contacts:get", as: "dispatcher", args: { contactId: regular.contactId } },
    { face: "desk", path: "contacts:tickets", as: "dispatcher", args: { contactId: regular.contactId } },
    {
      face: "desk",
      path: "escalations:list",
      as: "admin",
      args: { branchId, state: "open", level: null, type: null, ...firstPage(PAGE) },
    },
    {
      face: "desk",
      path: "escalations:list",
      as: "admin",
      args: { branchId, state: "resolved", level: null, type: null, ...firstPage(PAGE) },
    },
    { face: "desk", path: "escalations:counts", as: "admin", args: { branchId } },
    {
      face: "desk",
      path: "outbox:list",
      as: "admin",
      args: { state: null, channel: null, ...firstPage(PAGE) },
    },
    {
      face: "desk",
      path: "outbox:list",
      as: "admin",
      args: { state: "planned", channel: null, ...firstPage(PAGE) },
    },
    { face: "desk", path: "notifications:list", as: "admin", args: firstPage(PAGE) },
    { face: "desk", path: "notifications:unread", as: "admin", args: {} },
    { face: "desk", path: "imports:recent", as: "admin", args: { branchId } },
    { face: "people", path: "people:members", as: "admin", args: {} },
    { face: "people", path: "people:technicians", as: "admin", args: {} },
    { face: "people", path: "people:technician", as: "admin", args: { technicianId: fahdId } },
    { face: "people", path: "people:teams", as: "admin", args: {} },
    { face: "people", path: "invitations:list", as: "admin", args: {} },
    ...settings,
    { face: "settings", path: "session:me", as: "admin", args: {} },
  ];
}

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

/** Queries that are no list, board or detail of a company, and why. A test compares both with what the product has. */
export const NOT_ASKED: Readonly<Record<string, string>> = {
  "demo:accounts": "exists in demos only",
  "demo:crew": "exists in demos only",
  "account:standing": "says in one word who is signed in",
  "account:sessions": "the reader's own sessions",
  "account:companies": "the reader's own companies",
};

/** What {@link askedQueries} needs of a company. */
export type AskedCompany = Pick<LoadedCompany, "branchId" | "regular" | "fahdId" | "run">;

/** The questions for one company; ids differ, what is asked does not. */
export async function askedQueries(company: AskedCompany, today: string): Promise<AskedQuery[]> {
  const { branchId, regular, fahdId } = company;
  const detail = await company.run<{ closed: Card; open: Card; token: string; importId: string | null }>(
    "bench/load:examples",
    { branchId },
  );
  const ticket = { ticketId: detail.closed.ticketId };
  const { token } = detail;
  const { draftId, presenceId, importId, noteId } = await company.run<{
    draftId: string;
    presenceId: string;
    importId: string;
    noteId: string;
  }>("bench/surroundings:examples", { branchId });
  const at = Date.now();
  const hour = { from: at - 3_600_000, until: at };
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
    "presence:writers",
  ].map((path): AskedQuery => ({ face: "ticket", path, as: "admin", args: ticket }));
  const settings = [
    ["catalogue:workTypes", {}],
    ["catalogue:trades", {}],
    ["catalogue:checklists", {}],
    ["catalogue:faultCodes", {}],
    ["vocabulary:ofCompany", {}],
    ["settings:list", {}],
    ["settings:entries", { list: "cities" }],
    ["sla:rules", {}],
    ["sla:calendars", {}],
    ["branches:list", {}],
    ["audit:list", firstPage(PAGE)],
  ].map(([path, args]) => ({ face: "settings", path, as: "admin", args }) as AskedQuery);
  return [
    {
      face: "board",
      path: "board:openTickets",
      as: "dispatcher",
      args: { branchId, ...firstPage(BOARD_PAGE) },
    },
    {
      face: "board",
      path: "board:openSlice",
      as: "dispatcher",
      args: { branchId, slice: { priority: "normal", after: null, before: null }, most: 128 },
    },
    { face: "board", path: "board:openMarks", as: "dispatcher", args: { branchId } },
    { face: "board", path: "board:closedTickets", as: "dispatcher", args: { branchId, serviceDay: today } },
    { face: "board", path: "board:appointments", as: "dispatcher", args: { branchId, serviceDay: today } },
    { face: "board", path: "board:technicians", as: "dispatcher", args: { branchId } },
    { face: "board", path: "positions:byBranch", as: "dispatcher", args: { branchId } },
    {
      face: "board",
      path: "tickets:find",
      as: "dispatcher",
      args: { number: formatTicketNumber([0, 0, 0, 0, 0, 0]) },
    },
    { face: "board", path: "board:flags", as: "dispatcher", args: { branchId } },
    { face: "board", path: "positions:sheet", as: "dispatcher", args: { branchId, kind: "base" } },
    { face: "board", path: "positions:trail", as: "dispatcher", args: { technicianId: fahdId, ...hour } },
    { face: "board", path: "boardActions:list", as: "dispatcher", args: { branchId, ...firstPage(PAGE) } },
    { face: "board", path: "boardActions:own", as: "dispatcher", args: { branchId } },
    { face: "board", path: "boardViews:list", as: "dispatcher", args: { branchId } },
    { face: "board", path: "presence:list", as: "dispatcher", args: { branchId } },
    { face: "board", path: "presence:view", as: "dispatcher", args: { presenceId } },
    { face: "board", path: "plans:list", as: "dispatcher", args: { branchId, serviceDay: today } },
    { face: "board", path: "plans:get", as: "dispatcher", args: { draftId } },
    {
      face: "board",
      path: "daySheets:get",
      as: "dispatcher",
      args: { technicianId: fahdId, serviceDay: today },
    },
    ...(["open", "closed"] as const).map(
      (part): AskedQuery => ({
        face: "board",
        path: "replay:tickets",
        as: "dispatcher",
        args: { branchId, serviceDay: today, part, ...firstPage(BOARD_PAGE) },
      }),
    ),
    { face: "board", path: "replay:duty", as: "dispatcher", args: { branchId, serviceDay: today } },
    { face: "board", path: "replay:trails", as: "dispatcher", args: { branchId, ...hour } },
    { face: "board", path: "search:tickets", as: "dispatcher", args: { branchId, text: detail.open.number } },
    { face: "board", path: "search:tickets", as: "dispatcher", args: { branchId, text: "المكيف لا يبرد" } },
    { face: "board", path: "search:everything", as: "admin", args: { text: detail.open.number } },
    { face: "board", path: "search:everything", as: "admin", args: { text: "محمد القحطاني" } },
    ...ofTicket,
    { face: "ticket", path: "notes:versions", as: "admin", args: { noteId } },
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
    { face: "customer", path: "vocabulary:ofTicket", as: "stranger", args: { token } },
    { face: "customer", path: "customers:tickets", as: "customer", args: {} },
    { face: "customer", path: "intake:options", as: "stranger", args: {} },
    { face: "desk", path: "contacts:search", as: "dispatcher", args: { text: regular.phone } },
    { face: "desk", path: "contacts:search", as: "dispatcher", args: { text: "محمد القحطاني" } },
    { face: "desk", path: "contacts:list", as: "dispatcher", args: firstPage(PAGE) },
    { face: "desk", path: "assets:byIdentity", as: "dispatcher", args: { text: "ABC 7" } },
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
    { face: "desk", path: "outbox:ways", as: "admin", args: {} },
    { face: "desk", path: "notifications:list", as: "admin", args: firstPage(PAGE) },
    { face: "desk", path: "notifications:unread", as: "admin", args: {} },
    { face: "desk", path: "imports:recent", as: "admin", args: { branchId } },
    { face: "desk", path: "imports:get", as: "admin", args: { importId } },
    { face: "desk", path: "imports:errors", as: "admin", args: { importId, ...firstPage(PAGE) } },
    { face: "people", path: "people:members", as: "admin", args: firstPage(PAGE) },
    { face: "people", path: "people:searchMembers", as: "admin", args: { text: "Technician" } },
    {
      face: "people",
      path: "people:technicians",
      as: "admin",
      args: { branchId: null, availability: "onDuty", ...firstPage(PAGE) },
    },
    { face: "people", path: "people:searchTechnicians", as: "admin", args: { text: "فني", branchId } },
    { face: "people", path: "people:namedTechnicians", as: "admin", args: { technicianIds: [fahdId] } },
    {
      face: "people",
      path: "people:technician",
      as: "admin",
      args: { technicianId: fahdId, since: at - 30 * 86_400_000 },
    },
    { face: "people", path: "people:teams", as: "admin", args: {} },
    { face: "people", path: "invitations:list", as: "admin", args: {} },
    { face: "people", path: "invitations:byToken", as: "stranger", args: { token: "x".repeat(32) } },
    ...settings,
    { face: "settings", path: "session:me", as: "admin", args: {} },
  ];
}

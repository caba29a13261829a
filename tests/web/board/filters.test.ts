/* Filters by status, city and text, and what of an old link is still understood. */
import { describe, expect, test } from "vitest";
import { NO_FILTERS, NOBODY } from "../../../shared/board/filters";
import { foldText } from "../../../shared/board/searchText";
import {
  boardSearchSchema,
  citiesOf,
  filtersOf,
  filterTickets,
  searchOf,
} from "../../../web/features/board/boardFilters";
import { at, cooling, DAY, leak, planned, ticket, ZONE } from "../support/boardRows";

const none = NO_FILTERS;
const all = [leak, cooling, planned.ticket];
const ids = (rows: ReturnType<typeof filterTickets>) => rows.map((row) => row.ticketId);
const filter = (rows: typeof all, filters: typeof none) => filterTickets(rows, filters, ZONE);

describe("filters", () => {
  test("[S-24] status and city narrow down, several of one kind widen", () => {
    expect(ids(filter(all, { ...none, statuses: ["scheduled"] }))).toEqual(["plan"]);
    expect(ids(filter(all, { ...none, statuses: ["scheduled", "new"] }))).toEqual(["leak", "cool", "plan"]);
    expect(ids(filter(all, { ...none, cities: ["cairo"], statuses: ["new"] }))).toEqual(["cool"]);
  });

  test("[S-24] text finds number, name, phone, place and problem, each word anywhere", () => {
    expect(ids(filter(all, { ...none, text: "tk-cool" }))).toEqual(["cool"]);
    expect(ids(filter(all, { ...none, text: "malaz ac" }))).toEqual(["cool"]);
    expect(ids(filter(all, { ...none, text: "966511111111 leak" }))).toEqual(["leak"]);
    expect(ids(filter(all, { ...none, text: "huda nothing" }))).toEqual([]);
  });

  test("[S-24] Arabic is found whatever the hand wrote: marks, alef forms, digits", () => {
    const row = ticket({ id: "ar", problem: "إصلاح مكيّف", address: "شارع ٣٠", contactName: "أحمد" });
    for (const text of ["اصلاح", "مكيف", "احمد", "30", "شارع ٣٠"])
      expect(ids(filter([row], { ...none, text }))).toEqual(["ar"]);
    expect(foldText("الطّاولةُ")).toBe("الطاوله");
  });

  test("[S-24] priority, technician or nobody, and the days of the request narrow down", () => {
    expect(ids(filter(all, { ...none, priorities: ["urgent", "high"] }))).toEqual(["leak"]);
    expect(ids(filter(all, { ...none, technicians: ["fahd"] }))).toEqual(["plan"]);
    expect(ids(filter(all, { ...none, technicians: [NOBODY] }))).toEqual(["leak", "cool"]);
    const early = ticket({ id: "early", requestedAt: at(0) });
    const late = ticket({ id: "late", requestedAt: at(24) });
    expect(ids(filter([early, late], { ...none, from: DAY, until: DAY }))).toEqual(["early"]);
    expect(ids(filter([early, late], { ...none, from: "2030-03-06" }))).toEqual(["late"]);
  });

  test("[S-24] filters survive the way through the address", () => {
    const filters = { ...none, priorities: ["high" as const], technicians: [NOBODY], from: DAY, text: "a b" };
    expect(filtersOf(boardSearchSchema.parse(searchOf(filters)))).toEqual(filters);
    expect(filtersOf(boardSearchSchema.parse({ from: "2030-02-31", priority: ["burning"] }))).toEqual(none);
  });

  test("[S-24] cities are offered by how often they occur", () => {
    expect(citiesOf(all)).toEqual([
      { city: "riyadh", count: 2 },
      { city: "cairo", count: 1 },
    ]);
  });

  test("[S-24] a link with an unknown status or an impossible day still opens", () => {
    expect(boardSearchSchema.parse({ status: ["gone"], day: "2030-02-31", q: "x" })).toEqual({ q: "x" });
    expect(boardSearchSchema.parse({ status: ["new"], day: "2030-02-28" })).toEqual({
      status: ["new"],
      day: "2030-02-28",
    });
  });
});

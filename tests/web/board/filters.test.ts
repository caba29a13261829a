/* Filters by status, city and text, and what of an old link is still understood. */
import { describe, expect, test } from "vitest";
import {
  boardSearchSchema,
  citiesOf,
  filterTickets,
  foldText,
} from "../../../web/features/board/boardFilters";
import { cooling, leak, planned, ticket } from "../support/boardRows";

const none = { statuses: [], cities: [], text: "" };
const all = [leak, cooling, planned.ticket];
const ids = (rows: ReturnType<typeof filterTickets>) => rows.map((row) => row.ticketId);

describe("filters", () => {
  test("[S-24] status and city narrow down, several of one kind widen", () => {
    expect(ids(filterTickets(all, { ...none, statuses: ["scheduled"] }))).toEqual(["plan"]);
    expect(ids(filterTickets(all, { ...none, statuses: ["scheduled", "new"] }))).toEqual([
      "leak",
      "cool",
      "plan",
    ]);
    expect(ids(filterTickets(all, { ...none, cities: ["cairo"], statuses: ["new"] }))).toEqual(["cool"]);
  });

  test("[S-24] text finds number, name, phone, place and problem, each word anywhere", () => {
    expect(ids(filterTickets(all, { ...none, text: "tk-cool" }))).toEqual(["cool"]);
    expect(ids(filterTickets(all, { ...none, text: "malaz ac" }))).toEqual(["cool"]);
    expect(ids(filterTickets(all, { ...none, text: "966511111111 leak" }))).toEqual(["leak"]);
    expect(ids(filterTickets(all, { ...none, text: "huda nothing" }))).toEqual([]);
  });

  test("[S-24] Arabic is found whatever the hand wrote: marks, alef forms, digits", () => {
    const row = ticket({ id: "ar", problem: "إصلاح مكيّف", address: "شارع ٣٠", contactName: "أحمد" });
    for (const text of ["اصلاح", "مكيف", "احمد", "30", "شارع ٣٠"])
      expect(ids(filterTickets([row], { ...none, text }))).toEqual(["ar"]);
    expect(foldText("الطّاولةُ")).toBe("الطاوله");
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

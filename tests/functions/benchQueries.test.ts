/** `npm run bench:domain` asks every public query there is, or says why not: a new one cannot be forgotten. */
import { describe, expect, test } from "vitest";
import { askedQueries, NOT_ASKED } from "../bench/domain/queries";
import { surface } from "./abuse/surface";

describe("bench:domain", () => {
  test("asks every public query, and none that is gone", async () => {
    const card = { ticketId: "t", number: "TK-000000" };
    const answers: Record<string, unknown> = { closed: card, open: card, token: "token" };
    const asked = await askedQueries(
      {
        branchId: "b",
        fahdId: "f",
        regular: { contactId: "c", phone: "+966501112233" },
        run: <T>() => Promise.resolve(answers as T),
      },
      "2026-11-21",
    );
    const known = [...new Set([...asked.map(({ path }) => path), ...Object.keys(NOT_ASKED)])];
    const queries = surface.filter(({ kind }) => kind === "query").map(({ path }) => path);
    expect(known.toSorted()).toEqual(queries.toSorted());
  });
});

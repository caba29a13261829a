/** Pagination: cursors, end cursors, journals, splits, and what a page counts as read. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CursorCodec, fingerprintOf } from "../../../engine/query/cursor";
import type { QueryPageArgs } from "../../../engine/transaction/api";
import type { MemoryFirstDatabase } from "../../../engine/transaction/database";
import { DeveloperError } from "../../../engine/transaction/errors";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import {
  fullScan,
  indexScan,
  openTestDatabase,
  query,
  schema,
  table,
  write,
} from "../transaction/testDatabase";

const BY_V = indexScan("t.by_v");
const EVEN: JSONObject = { filter: { $eq: [{ $mod: [{ $field: "v" }, 2] }, 0] } };

function args(options: Partial<QueryPageArgs>): QueryPageArgs {
  return {
    query: BY_V,
    cursor: null,
    endCursor: null,
    pageSize: 3,
    maximumRowsRead: null,
    maximumBytesRead: null,
    ...options,
  };
}

function pageOf(db: MemoryFirstDatabase, options: Partial<QueryPageArgs>, journal: string | null = null) {
  const tx = query(db, journal);
  const page = tx.queryPage("", args(options));
  return {
    vs: page.page.map((d) => d["v"] ?? null),
    isDone: page.isDone,
    continueCursor: page.continueCursor,
    splitCursor: page.splitCursor,
    pageStatus: page.pageStatus,
    journal: tx.journalOut,
    readSet: tx.readSet,
    text: page.pageText,
  };
}

function numbers(...vs: number[]) {
  const opened = openTestDatabase();
  opened.db.setSchema("", schema(table("t", { by_v: ["v"] })));
  const ids = write(opened.db, (tx) => vs.map((v) => tx.insert("", "t", { v })));
  return { ...opened, ids };
}

function failure(run: () => unknown): DeveloperError {
  try {
    run();
  } catch (error) {
    if (error instanceof DeveloperError) return error;
    throw error;
  }
  throw new Error("Expected a DeveloperError");
}

const INVALID_CURSOR = { isConvexSystemError: true, paginationError: "InvalidCursor" };

describe("pages", () => {
  test("[QU-11] a page that fills up is not done, even if nothing follows; reading less is", () => {
    const { db } = numbers(1, 2, 3);
    const first = pageOf(db, {});
    expect(first).toMatchObject({ vs: [1, 2, 3], isDone: false, pageStatus: null });
    expect(JSON.parse(first.text).map((d: { v: number }) => d.v)).toEqual([1, 2, 3]);
    const second = pageOf(db, { cursor: first.continueCursor });
    expect(second).toMatchObject({ vs: [], isDone: true });
    expect(pageOf(db, { cursor: second.continueCursor })).toMatchObject({ vs: [], isDone: true });
    expect(pageOf(db, { pageSize: 4 })).toMatchObject({ vs: [1, 2, 3], isDone: true });
  });

  test("[QU-12] walking the pages gives every row once, in order, in both directions and with filters", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom("asc", "desc"),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 4 })),
        (vs, pageSize, order, filtered, maximumRowsRead) => {
          const { db } = numbers(...vs);
          const json = indexScan("t.by_v", [], order, filtered ? [EVEN] : []);
          const seen: JSONValue[] = [];
          let cursor: string | null = null;
          for (let steps = 0; steps < 50; steps++) {
            const page = pageOf(db, { query: json, cursor, pageSize, maximumRowsRead });
            seen.push(...page.vs);
            cursor = page.continueCursor;
            if (page.isDone) break;
          }
          const expected = vs.filter((v) => !filtered || v % 2 === 0).sort((a, b) => a - b);
          expect(seen).toEqual(order === "desc" ? expected.reverse() : expected);
        },
      ),
      { seed: 99, numRuns: 200 },
    );
  });

  test("[QU-13] with an end cursor the page is exactly what lies between, whatever its size now", () => {
    const { db } = numbers(10, 20, 30, 40, 50);
    const first = pageOf(db, {});
    write(db, (tx) => [5, 15, 25, 35].forEach((v) => tx.insert("", "t", { v })));
    const again = pageOf(db, { endCursor: first.continueCursor });
    expect(again).toMatchObject({
      vs: [5, 10, 15, 20, 25, 30],
      isDone: false,
      continueCursor: first.continueCursor,
    });
    expect(again.journal).toBeNull();
    const rest = pageOf(db, { cursor: first.continueCursor, pageSize: 100 });
    expect(rest).toMatchObject({ vs: [35, 40, 50], isDone: true });
    const fixedRest = pageOf(db, { cursor: first.continueCursor, endCursor: rest.continueCursor });
    expect(fixedRest).toMatchObject({ vs: [35, 40, 50], isDone: true });
    const down = indexScan("t.by_v", [], "desc");
    const top = pageOf(db, { query: down, pageSize: 2 });
    expect(top.vs).toEqual([50, 40]);
    write(db, (tx) => tx.insert("", "t", { v: 60 }));
    expect(pageOf(db, { query: down, endCursor: top.continueCursor }).vs).toEqual([60, 50, 40]);
  });

  test("[QU-14] the journal keeps a page's end over reruns, also at the end of the table", () => {
    const { db, ids } = numbers(1, 2, 3, 4);
    const first = pageOf(db, {});
    write(db, (tx) => {
      tx.insert("", "t", { v: 0 });
      tx.remove("", ids[1] ?? "");
    });
    const rerun = pageOf(db, {}, first.journal);
    expect(rerun).toMatchObject({
      vs: [0, 1, 3],
      continueCursor: first.continueCursor,
      journal: first.journal,
    });
    const last = pageOf(db, { cursor: first.continueCursor });
    expect(last).toMatchObject({ vs: [4], isDone: true });
    write(db, (tx) => [5, 6, 7, 8].forEach((v) => tx.insert("", "t", { v })));
    expect(pageOf(db, { cursor: first.continueCursor }, last.journal)).toMatchObject({
      vs: [4, 5, 6, 7, 8],
      isDone: true,
    });
  });

  test("[QU-14] a journal of another query is ignored: the page starts over with its nominal size", () => {
    const { db } = numbers(1, 2, 3, 4);
    const other = pageOf(db, { query: fullScan("t"), pageSize: 1 });
    expect(pageOf(db, {}, other.journal).vs).toEqual([1, 2, 3]);
    expect(pageOf(db, {}, "rubbish").vs).toEqual([1, 2, 3]);
  });

  test("[QU-15] forged, foreign and outdated cursors raise the error clients recognise", () => {
    const { db } = numbers(1, 2, 3, 4);
    const { continueCursor } = pageOf(db, {});
    const flipped = (continueCursor.startsWith("A") ? "B" : "A") + continueCursor.slice(1);
    for (const cursor of [
      flipped,
      "",
      "x",
      `${continueCursor}AAAA`,
      `${continueCursor}=`,
      `${continueCursor} `,
    ]) {
      expect(failure(() => pageOf(db, { cursor })).data).toEqual(INVALID_CURSOR);
    }
    const elsewhere = failure(() => pageOf(db, { query: fullScan("t"), cursor: continueCursor }));
    expect(elsewhere.data).toEqual(INVALID_CURSOR);
    expect(elsewhere.message).toContain("InvalidCursor");
    db.setSchema("", schema(table("t", { by_v: ["w"] })));
    expect(failure(() => pageOf(db, { cursor: continueCursor })).data).toEqual(INVALID_CURSOR);
  });

  test("[QU-15] cursors survive a restart and do not show index values", async () => {
    const { db, driver } = numbers(1, 2, 3, 4);
    write(db, (tx) => tx.insert("", "t", { v: "secret-customer-name" }));
    const { continueCursor } = pageOf(db, { pageSize: 5 });
    expect(Buffer.from(continueCursor, "base64url").toString("latin1")).not.toContain("secret");
    await db.close();
    const reopened = openTestDatabase(driver.reopen());
    expect(pageOf(reopened.db, { cursor: continueCursor })).toMatchObject({ vs: [], isDone: true });
  });

  test("[QU-15] the same position gives the same cursor", () => {
    const codec = new CursorCodec("key");
    const print = fingerprintOf(["q"]);
    expect(codec.encode("a\xffb\0", print)).toBe(codec.encode("a\xffb\0", print));
    expect(codec.decode(codec.encode("a\xffb\0", print), print)).toBe("a\xffb\0");
    expect(codec.decode(codec.encode(null, print), print)).toBeNull();
    expect(() => new CursorCodec("other").decode(codec.encode(null, print), print)).toThrow("InvalidCursor");
  });

  test("[QU-16] a split cursor cuts a page into two that together are the page", () => {
    const { db } = numbers(1, 2, 3, 4, 5, 6);
    const page = pageOf(db, { pageSize: 5 });
    const left = pageOf(db, { endCursor: page.splitCursor });
    const right = pageOf(db, { cursor: page.splitCursor, endCursor: page.continueCursor });
    expect(left.vs.length).toBeGreaterThan(0);
    expect(right.vs.length).toBeGreaterThan(0);
    expect([...left.vs, ...right.vs]).toEqual(page.vs);
    expect(pageOf(db, { pageSize: 1 }).splitCursor).toBeNull();
  });

  test("[QU-17] row and byte maxima cut a page short and require a split", () => {
    const { db } = numbers(1, 3, 5, 7, 8);
    const page = pageOf(db, { query: indexScan("t.by_v", [], "asc", [EVEN]), maximumRowsRead: 2 });
    expect(page).toMatchObject({ vs: [], isDone: false, pageStatus: "SplitRequired" });
    expect(pageOf(db, { maximumBytesRead: 1 })).toMatchObject({
      vs: [1],
      isDone: false,
      pageStatus: "SplitRequired",
    });
    expect(pageOf(db, { pageSize: 3, maximumRowsRead: 3 }).pageStatus).toBe("SplitRecommended");
  });

  test.each([0, -1, 1.5, 32_001])("[QU-18] refuses %d as page size", (pageSize) => {
    const { db } = numbers(1);
    expect(() => pageOf(db, { pageSize })).toThrow("numItems");
  });

  test("[QU-19] a query paginates once, a mutation's functions each for themselves", () => {
    const { db } = numbers(1);
    const tx = query(db);
    tx.queryPage("", args({}));
    expect(() => tx.queryPage("", args({}))).toThrow("ran multiple paginated queries");
    const write = db.begin({ kind: "mutation", beginMs: 1 });
    write.queryPage("", args({}));
    expect(write.queryPage("", args({})).documents).toHaveLength(1);
  });

  test("[QU-20] a page depends on what it scanned and not on what follows", () => {
    const { db } = numbers(10, 20, 30, 40);
    const page = pageOf(db, { pageSize: 2 });
    const hits: boolean[] = [];
    db.onCommit((commit) => hits.push(db.overlaps(page.readSet, commit)));
    for (const v of [15, 5, 20, 25, 35]) write(db, (tx) => tx.insert("", "t", { v }));
    // 20 ties with the last row of the page and may sort before or after it; both ends of that row are certain.
    expect([hits[0], hits[1], hits[3], hits[4]]).toEqual([true, true, false, false]);
  });
});

/** Executes programs that arrive as data: one app that can do whatever a generator thinks of. */
import {
  type AnyDataModel,
  type GenericMutationCtx,
  type GenericQueryCtx,
  internalMutationGeneric,
  internalQueryGeneric,
  makeFunctionReference,
  mutationGeneric,
  paginationOptsValidator,
  queryGeneric,
} from "convex/server";
import { ConvexError, type GenericId, v, type Value } from "convex/values";
import type { Bound, Condition, Fields, Operation, QuerySpec } from "./program";

type Ctx = GenericMutationCtx<AnyDataModel>;
type ReadCtx = GenericQueryCtx<AnyDataModel>;
type Document = Record<string, Value> & { _id: GenericId<string>; tag: number };

const innerMutation = makeFunctionReference<"mutation", { program: Operation[] }, Value>("machine:inner");
const innerQuery = makeFunctionReference<"query", { program: Operation[] }, Value>("machine:innerRead");

type Chain = Record<Bound["type"], (field: string, value: Value | undefined) => Chain>;
type Expression = object;
interface FilterBuilder
  extends Record<"eq" | "neq" | "lt" | "lte" | "gt" | "gte" | "add", (a: unknown, b: unknown) => Expression> {
  and(...of: Expression[]): Expression;
  or(...of: Expression[]): Expression;
  not(of: Expression): Expression;
  field(path: string): Expression;
}
interface Rows extends AsyncIterable<Document> {
  filter(of: (q: FilterBuilder) => Expression): Rows;
  collect(): Promise<Document[]>;
  take(n: number): Promise<Document[]>;
  first(): Promise<Document | null>;
  unique(): Promise<Document | null>;
  paginate(options: object): Promise<{ page: Document[]; isDone: boolean; continueCursor: string }>;
}
interface Source {
  order(order: "asc" | "desc"): Rows;
  withIndex(name: string, range: (q: Chain) => Chain): Source;
}

function condition(q: FilterBuilder, of: Condition): Expression {
  switch (of.is) {
    case "compare": {
      const field = q.field(of.field);
      return q[of.by](of.add === undefined ? field : q.add(field, of.add), of.value);
    }
    case "and":
      return q.and(...of.of.map((part) => condition(q, part)));
    case "or":
      return q.or(...of.of.map((part) => condition(q, part)));
    case "not":
      return q.not(condition(q, of.of));
  }
}

function rowsOf(ctx: ReadCtx, { table, index, bounds, order, filters }: QuerySpec): Rows {
  const source = ctx.db.query(table) as unknown as Source;
  const indexed =
    index === undefined
      ? source
      : source.withIndex(index, (q) =>
          bounds.reduce((chain, { type, field, value }) => chain[type](field, value), q),
        );
  let rows = indexed.order(order);
  for (const filter of filters) rows = rows.filter((q) => condition(q, filter));
  return rows;
}

/** Without what no two deployments agree on. */
function plain(document: Document | null): Value {
  if (document === null) return null;
  const { _id, _creationTime, ref, ...fields } = document;
  return { ...fields, ...(ref === undefined ? {} : { ref: true }) };
}

async function idOf(ctx: ReadCtx, tag: number): Promise<GenericId<"items">> {
  const named = await (ctx.db.query("names") as unknown as Source)
    .withIndex("by_tag", (q) => q.eq("tag", tag))
    .order("asc")
    .unique();
  if (named === null) throw new ConvexError({ noSuchTag: tag });
  return named["id"] as GenericId<"items">;
}

async function execute(ctx: ReadCtx, operation: Operation): Promise<Value> {
  // Writes exist in mutations only; in a query they fail as they would in a handler that lacks the type.
  const { db, scheduler, runMutation } = ctx as Ctx;
  switch (operation.op) {
    case "insert": {
      const { table, tag, fields, ref } = operation;
      const id = await db.insert(table, {
        ...fields,
        tag,
        ...(ref === undefined ? {} : { ref: await idOf(ctx, ref) }),
      });
      await db.insert("names", { tag, id });
      return tag;
    }
    case "patch": {
      const patch: Record<string, Value | undefined> = { ...operation.fields };
      for (const field of operation.unset) patch[field] = undefined;
      await db.patch(await idOf(ctx, operation.tag), patch);
      return null;
    }
    case "replace":
      await db.replace(await idOf(ctx, operation.tag), { ...operation.fields, tag: operation.tag });
      return null;
    case "delete":
      await db.delete(await idOf(ctx, operation.tag));
      return null;
    case "get": {
      const id = await idOf(ctx, operation.tag);
      const document = operation.table === undefined ? await db.get(id) : await db.get(operation.table, id);
      return plain(document as Document | null);
    }
    case "follow": {
      const document = (await db.get(await idOf(ctx, operation.tag))) as Document | null;
      const ref = document?.["ref"];
      return typeof ref === "string"
        ? plain((await db.get(ref as GenericId<"items">)) as Document | null)
        : "none";
    }
    case "query": {
      const rows = rowsOf(ctx, operation.query);
      const { end } = operation;
      if (end === "first") return plain(await rows.first());
      if (end === "unique") return plain(await rows.unique());
      return (await (end === "collect" ? rows.collect() : rows.take(end))).map(plain);
    }
    case "thin": {
      const met: Value[] = [];
      for await (const document of rowsOf(ctx, operation.query)) {
        met.push(document.tag);
        if (met.length % 2 === 0) await db.delete(document._id);
      }
      return met;
    }
    case "call":
      return operation.kind === "mutation"
        ? await runMutation(innerMutation, { program: operation.program })
        : await ctx.runQuery(innerQuery, { program: operation.program });
    case "schedule": {
      const job = await scheduler.runAfter(0, innerMutation, { program: operation.program });
      if (operation.cancel) await scheduler.cancel(job);
      return null;
    }
    case "throw":
      throw operation.data === undefined ? new Error("on purpose") : new ConvexError(operation.data);
    case "try":
      try {
        return { ok: await execute(ctx, operation.what) };
      } catch (error) {
        return { failed: error instanceof ConvexError ? (error.data as Value) : "error" };
      }
  }
}

async function executeAll(ctx: ReadCtx, program: Operation[]): Promise<Value> {
  const results: Value[] = [];
  for (const operation of program) results.push(await execute(ctx, operation));
  return results;
}

const args = { program: v.any() };
export const run = mutationGeneric({ args, handler: (ctx, { program }) => executeAll(ctx, program) });
export const read = queryGeneric({ args, handler: (ctx, { program }) => executeAll(ctx, program) });
export const inner = internalMutationGeneric({
  args,
  handler: (ctx, { program }) => executeAll(ctx, program),
});
export const innerRead = internalQueryGeneric({
  args,
  handler: (ctx, { program }) => executeAll(ctx, program),
});

export const page = queryGeneric({
  args: { query: v.any(), paginationOpts: paginationOptsValidator },
  handler: async (ctx, { query, paginationOpts }) => {
    const { page, isDone, continueCursor } = await rowsOf(ctx, query).paginate(paginationOpts);
    return { page: page.map(plain), isDone, continueCursor };
  },
});

/** Everything there is, in order of creation, and how the jobs ended. */
export const dump = queryGeneric({
  args: {},
  handler: async (ctx) => {
    const tables: Fields = {};
    for (const table of ["items", "strict", "names"])
      tables[table] = ((await ctx.db.query(table).collect()) as Document[]).map((document) =>
        table === "names" ? document.tag : plain(document),
      );
    const jobs = await ctx.db.system.query("_scheduled_functions").collect();
    return { ...tables, jobs: jobs.map((job) => job.state.kind) };
  },
});

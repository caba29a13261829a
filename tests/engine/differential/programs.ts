/** Random programs, dense around the edges: few tags, few values, every type. */
import fc from "fast-check";
import type { Value } from "convex/values";
import type { Bound, Condition, Fields, Operation, QuerySpec } from "./app/program";

const bytes = (...octets: number[]): ArrayBuffer => Uint8Array.from(octets).buffer;

export const atoms: readonly Value[] = [
  null,
  false,
  true,
  0,
  -0,
  1,
  1.5,
  -1e300,
  Number.NaN,
  Infinity,
  -Infinity,
  0n,
  1n,
  -1n,
  2n ** 63n - 1n,
  -(2n ** 63n),
  "",
  "a",
  "ab",
  "\uffff",
  "\u{1f600}",
  "فني",
  bytes(),
  bytes(0),
  bytes(255, 1),
];

/** Few enough that documents and bounds meet. */
const frequent = fc.constantFrom<Value[]>(null, 0, 1, "a", 1n, true);

const atom = fc.oneof(frequent, fc.constantFrom(...atoms));

export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    { arbitrary: atom, weight: 6 },
    { arbitrary: fc.array(tie("value"), { maxLength: 3 }), weight: 1 },
    { arbitrary: fc.dictionary(fc.constantFrom("x", "y", "Z9"), tie("value"), { maxKeys: 2 }), weight: 1 },
  ),
})).value;

/** Through a nested call the mock carries plain JSON only, see DF-4. */
const errorData = fc.constantFrom<Value[]>("why", null, 7, { code: "refused", params: { seats: [1, "a"] } });

const small = fc.nat(3);
const tag = fc.nat(12);

const itemFields: fc.Arbitrary<Fields> = fc.record(
  {
    k: small,
    a: anyValue,
    b: anyValue,
    n: fc.oneof(fc.record({ x: fc.oneof(small, atom), y: atom }, { requiredKeys: [] }), anyValue),
  },
  { requiredKeys: ["k"] },
) as fc.Arbitrary<Fields>;

/** Mostly what the schema asks for. */
const strictFields: fc.Arbitrary<Fields> = fc.record(
  {
    k: small,
    a: fc.oneof(
      { arbitrary: fc.constantFrom<Value[]>("a", "b", null, 1n, [], [true, false]), weight: 8 },
      { arbitrary: anyValue, weight: 1 },
    ),
    n: fc.oneof(
      { arbitrary: fc.record({ x: small, y: fc.constant(bytes(7)) }, { requiredKeys: ["x"] }), weight: 8 },
      { arbitrary: anyValue, weight: 1 },
    ),
    kind: fc.constantFrom("one", "two", "one", "two", "three"),
  },
  { requiredKeys: ["k", "a"] },
) as fc.Arbitrary<Fields>;

const boundValue = fc.oneof(
  { arbitrary: anyValue.map((value) => ({ value })), weight: 5 },
  { arbitrary: fc.constant({}), weight: 1 },
);

const indexes = {
  items: { by_tag: ["tag"], by_a: ["a"], by_a_b: ["a", "b"], by_nested: ["n.x", "k"] },
  strict: { by_tag: ["tag"], by_a: ["a"] },
} as const;

function boundsOn(fields: readonly string[]): fc.Arbitrary<Bound[]> {
  return fc
    .record({
      equalities: fc.oneof(fc.constant(0), fc.nat(fields.length)),
      values: fc.array(boundValue, { minLength: 4, maxLength: 4 }),
      lower: fc.constantFrom(null, null, "gt" as const, "gte" as const),
      upper: fc.constantFrom(null, null, "lt" as const, "lte" as const),
      upperFirst: fc.boolean(),
      // Rarely a range that no index allows.
      wrong: fc.oneof(
        { arbitrary: fc.constant(null), weight: 15 },
        { arbitrary: fc.constantFrom("nowhere", ...fields), weight: 1 },
      ),
    })
    .map(({ equalities, values, lower, upper, upperFirst, wrong }) => {
      const bounds: Bound[] = fields
        .slice(0, equalities)
        .map((field, at) => ({ type: "eq", field, ...values[at] }));
      const field = fields[equalities];
      const ends: Bound[] = [];
      if (field !== undefined) {
        if (lower !== null) ends.push({ type: lower, field, ...values[2] });
        if (upper !== null) ends.push({ type: upper, field, ...values[3] });
      }
      if (upperFirst) ends.reverse();
      // A second lower bound, or one on a field that does not follow.
      if (wrong !== null)
        bounds.push({ type: "gt", field: wrong, value: 0 }, { type: "gt", field: wrong, value: 1 });
      return [...bounds, ...ends];
    });
}

/** Orders are compared on `k` only, see DF-2: a number that every document has. */
const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2 },
    fc.record({
      is: fc.constant("compare" as const),
      by: fc.constantFrom("eq" as const, "neq" as const),
      field: fc.constantFrom("a", "b", "n.x", "n", "k", "tag", "nowhere.y"),
      value: anyValue,
    }),
    fc.record({
      is: fc.constant("compare" as const),
      by: fc.constantFrom("eq" as const, "lt" as const, "lte" as const, "gt" as const, "gte" as const),
      field: fc.constant("k"),
      add: fc.nat(2),
      value: small,
    }),
    fc.record({
      is: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(tie("condition"), { maxLength: 2 }),
    }),
    fc.record({ is: fc.constant("not" as const), of: tie("condition") }),
  ),
})).condition;

export const querySpec: fc.Arbitrary<QuerySpec> = fc
  .oneof(
    fc.record({
      table: fc.constantFrom("items", "items", "strict", "never"),
      bounds: fc.constant<Bound[]>([]),
    }),
    fc.constantFrom(...Object.keys(indexes.items), "by_nothing", "by_creation_time").chain((index) =>
      boundsOn(indexes.items[index as keyof typeof indexes.items] ?? []).map((bounds) => ({
        table: "items",
        index,
        bounds,
      })),
    ),
    fc.constantFrom(...Object.keys(indexes.strict)).chain((index) =>
      boundsOn(indexes.strict[index as keyof typeof indexes.strict]).map((bounds) => ({
        table: "strict",
        index,
        bounds,
      })),
    ),
  )
  .chain((source) =>
    fc
      .record({
        order: fc.constantFrom("asc" as const, "desc" as const),
        filters: fc.oneof(
          { arbitrary: fc.constant<Condition[]>([]), weight: 3 },
          { arbitrary: fc.array(condition, { maxLength: 2 }), weight: 1 },
        ),
      })
      .map((rest) => ({ ...source, ...rest })),
  );

const read: fc.Arbitrary<Operation> = fc.oneof(
  { arbitrary: fc.record({ op: fc.constant("get" as const), tag }), weight: 1 },
  {
    arbitrary: fc.record({
      op: fc.constant("get" as const),
      tag,
      table: fc.constantFrom("items" as const, "strict" as const),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ op: fc.constant("follow" as const), tag }), weight: 1 },
  {
    arbitrary: fc.record({
      op: fc.constant("query" as const),
      query: querySpec,
      end: fc.oneof(fc.constantFrom("collect" as const, "first" as const, "unique" as const), fc.nat(4)),
    }),
    weight: 5,
  },
);

const insertItem: fc.Arbitrary<Operation> = fc.record(
  {
    op: fc.constant("insert" as const),
    table: fc.constant("items" as const),
    tag: fc.constant(0),
    fields: itemFields,
    ref: tag,
  },
  { requiredKeys: ["op", "table", "tag", "fields"] },
);

const write: fc.Arbitrary<Operation> = fc.oneof(
  { arbitrary: insertItem, weight: 5 },
  {
    arbitrary: fc.record({
      op: fc.constant("insert" as const),
      table: fc.constant("strict" as const),
      tag: fc.constant(0),
      fields: strictFields,
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      op: fc.constant("patch" as const),
      tag,
      fields: fc.oneof(itemFields, strictFields),
      // Fields that both tables declare, see DF-12.
      unset: fc.subarray(["a", "n"]),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      op: fc.constant("replace" as const),
      tag,
      fields: fc.oneof(itemFields, strictFields),
    }),
    weight: 2,
  },
  { arbitrary: fc.record({ op: fc.constant("delete" as const), tag }), weight: 2 },
  { arbitrary: fc.record({ op: fc.constant("thin" as const), query: querySpec }), weight: 1 },
);

const operation = fc.letrec<{ one: Operation; program: Operation[] }>((tie) => ({
  program: fc.array(tie("one"), { maxLength: 5 }),
  one: fc.oneof(
    { maxDepth: 3 },
    { arbitrary: write, weight: 8 },
    { arbitrary: read, weight: 5 },
    {
      arbitrary: fc.record({
        op: fc.constant("call" as const),
        kind: fc.constantFrom("mutation" as const, "mutation" as const, "query" as const),
        program: tie("program"),
      }),
      weight: 3,
    },
    {
      arbitrary: fc.record({
        op: fc.constant("schedule" as const),
        cancel: fc.constantFrom(true, false, false),
        program: tie("program"),
      }),
      weight: 1,
    },
    {
      arbitrary: fc.record({ op: fc.constant("throw" as const), data: errorData }, { requiredKeys: ["op"] }),
      weight: 1,
    },
    // Often: what fails uncaught ends a program early.
    { arbitrary: fc.record({ op: fc.constant("try" as const), what: tie("one") }), weight: 8 },
  ),
}));

export const program: fc.Arbitrary<Operation[]> = fc.array(operation.one, { maxLength: 8 });
/** Changes that end no program, so that most of them come about. */
export const changes: fc.Arbitrary<Operation[]> = fc.array(
  write.map((what): Operation => ({ op: "try", what })),
  { minLength: 1, maxLength: 4 },
);

/** Documents to begin with, so that what follows has something to do. */
export const firstProgram: fc.Arbitrary<Operation[]> = fc.array(
  insertItem.map((insert): Operation => ({ op: "try", what: insert })),
  { minLength: 3, maxLength: 9 },
);
export const readProgram: fc.Arbitrary<Operation[]> = fc.array(
  read.map((what): Operation => ({ op: "try", what })),
  { minLength: 1, maxLength: 3 },
);

/**
 * Gives every insert a tag of its own, lets the other operations mean documents that were inserted (or are gone again),
 * and keeps one scheduled call per program: two would race.
 */
export function numbered(programs: readonly Operation[][]): Operation[][] {
  let tags = 0;
  const known = (tag: number) => tag % Math.max(tags, 1);
  const visit = (operation: Operation, jobs: { left: number }): Operation => {
    switch (operation.op) {
      case "insert": {
        const { ref, ...insert } = operation;
        const whole = {
          ...insert,
          ...(ref === undefined || tags === 0 ? {} : { ref: known(ref) }),
          tag: tags,
        };
        tags += 1;
        return whole;
      }
      case "patch":
      case "replace":
      case "delete":
      case "get":
      case "follow":
        return { ...operation, tag: known(operation.tag) };
      case "call":
        return { ...operation, program: operation.program.map((inner) => visit(inner, jobs)) };
      case "schedule":
        jobs.left -= 1;
        return jobs.left < 0
          ? { op: "get", tag: 0 }
          : { ...operation, program: operation.program.map((inner) => visit(inner, jobs)) };
      case "try":
        return { op: "try", what: visit(operation.what, jobs) };
      default:
        return operation;
    }
  };
  return programs.map((one) => {
    const jobs = { left: 1 };
    return one.map((operation) => visit(operation, jobs));
  });
}

/**
 * The numbers of a deployment's tables, asked by a one-off query: an id that no row has must still be one of its table,
 * or it is refused for its shape before anybody looks whom it belongs to.
 */
import schema from "../../../convex/schema";
import { newId } from "../../../engine/values/ids";
import type { EngineUnderTest } from "../engineUnderTest";

const SYSTEM_TABLES = ["_storage", "_scheduled_functions"];
/** System tables have small numbers, an app's begin at 10,001. */
const CANDIDATES = [1, 10_001].flatMap((first) => Array.from({ length: 600 }, (_, index) => first + index));

const SOURCE = `
import { query } from "convex:/_system/repl/wrappers.js";
export default query({
  handler: async (ctx, { tables, ids }) =>
    tables.map((table) => {
      const db = table.startsWith("_") ? ctx.db.system : ctx.db;
      return ids.findIndex((id) => db.normalizeId(table, id) !== null);
    }),
});`;

/** Every table of the schema and the system tables an app may refer to, by name. Throws when one has no number. */
export async function tableNumbersOf(engine: EngineUnderTest): Promise<ReadonlyMap<string, number>> {
  const tables = [...Object.keys(schema.tables), ...SYSTEM_TABLES];
  const ids = CANDIDATES.map((number) => newId(number, Date.now()));
  const response = await fetch(`${engine.url}/api/run_test_function`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      adminKey: engine.adminKey,
      args: { tables, ids },
      bundle: { path: "testQuery.js", source: SOURCE },
      format: "convex_encoded_json",
    }),
  });
  const answer = (await response.json()) as { status: string; value: number[]; errorMessage?: string };
  if (answer.status !== "success") throw new Error(`no table numbers: ${JSON.stringify(answer)}`);
  return new Map(
    tables.map((table, index) => {
      const number = CANDIDATES[answer.value[index] ?? -1];
      if (number === undefined) throw new Error(`the table ${table} has no number`);
      return [table, number];
    }),
  );
}

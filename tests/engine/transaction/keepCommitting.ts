/** Child process of the crash test: commits pairs of rows with several writers and prints each number once it is durable. */
import { openDriver } from "../../../engine/storage/openDriver";
import { createDatabase } from "../../../engine/transaction/database";

const [folder = ""] = process.argv.slice(2);
const db = createDatabase(await openDriver(folder));
let next = 1 + (db.listTables("").find((t) => t.name === "left")?.rows ?? 0);

function commit(): Promise<void> {
  const tx = db.begin({ kind: "mutation", beginMs: Date.now() });
  const n = next++;
  tx.insert("", "left", { n, padding: "x".repeat(200) });
  tx.insert("", "right", { n });
  return db.commit(tx).durable.then(() => void process.stdout.write(`${n}\n`));
}

async function writer(): Promise<void> {
  for (;;) await commit();
}

void Promise.all([writer(), writer(), writer()]);

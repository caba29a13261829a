/**
 * `npm run import -- file.csv --branch riyadh`: brings a file of service requests in from the command line, through the
 * same public functions and the same shared rules as the import page. Running it again brings nothing in twice.
 */
import { createHash, randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { ConvexHttpClient } from "convex/browser";
import Papa from "papaparse";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { cityCode } from "../../shared/catalogue/cities";
import { parseAppError } from "../../shared/errors/catalog";
import { importFields as arabicFields, rowErrors as arabicReasons } from "../../shared/i18n/ar/importRules";
import { importFields as englishFields, rowErrors as englishReasons } from "../../shared/i18n/en/importRules";
import { cellsByField, type MappedColumn, suggestColumns } from "../../shared/imports/columns";
import { IMPORT_BATCH_SIZE, IMPORT_FIELDS, type ImportField } from "../../shared/imports/fields";
import { type CsvTable, parseCsv } from "../features/imports/csvTable";
import { decodeText, detectEncoding } from "../features/imports/decodeText";
import { HostFailure, reportFailure } from "./hostFailure";
import { type Credentials, signInOnce } from "./memberSession";

const usage = `Usage: npm run import -- <file.csv> --branch <name> [options]
  --branch <name>         branch by name or city, in either language
  --url <address>         deployment (default http://127.0.0.1:3210)
  --email, --password     account to import with (default: a dispatcher of the demo)
  --map <field>=<header>  column for a field where the guess is wrong; may be repeated
  --errors <file.csv>     write refused rows there
  --lang ar|en            language of the report (default en)
Fields: ${IMPORT_FIELDS.join(", ")}`;

const ERRORS_SHOWN = 20;
const words = {
  ar: { fields: arabicFields, reasons: arabicReasons },
  en: { fields: englishFields, reasons: englishReasons },
};

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      branch: { type: "string" },
      url: { type: "string", default: "http://127.0.0.1:3210" },
      email: { type: "string" },
      password: { type: "string" },
      map: { type: "string", multiple: true, default: [] },
      errors: { type: "string" },
      lang: { type: "string", default: "en" },
    },
  });
  const [file] = positionals;
  if (!file || !values.branch) throw new HostFailure(`which file, into which branch?\n${usage}`);
  if (values.lang !== "ar" && values.lang !== "en") throw new HostFailure(`--lang is ar or en.\n${usage}`);
  return { ...values, file, branch: values.branch, words: words[values.lang] };
}

async function readTable(file: string): Promise<{ table: CsvTable; hash: string }> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new HostFailure(
      error.code === "ENOENT" ? `there is no file ${file}.` : `${file}: ${error.message}`,
    );
  });
  const table = parseCsv(decodeText(bytes, detectEncoding(bytes)));
  if (table.rows.length === 0) throw new HostFailure(`${file} holds no rows.`);
  return { table, hash: createHash("sha256").update(bytes).digest("hex") };
}

/** The guessed mapping with the given corrections. */
function mapColumns(header: readonly string[], corrections: readonly string[]): MappedColumn[] {
  const mapping = new Map(suggestColumns(header).map((column) => [column.field, column]));
  for (const correction of corrections) {
    const [name = "", ...rest] = correction.split("=");
    const field = IMPORT_FIELDS.find((known) => known === name);
    const wanted = rest.join("=");
    const column = header.indexOf(wanted);
    if (!field)
      throw new HostFailure(`--map: there is no field ${name}. Fields: ${IMPORT_FIELDS.join(", ")}`);
    if (column < 0) throw new HostFailure(`--map: the file has no column "${wanted}".`);
    for (const [other, { column: taken }] of mapping) if (taken === column) mapping.delete(other);
    mapping.set(field, { field, column, header: wanted });
  }
  return [...mapping.values()];
}

async function demoDispatcher(url: string, branch: string): Promise<Credentials> {
  const accounts = await new ConvexHttpClient(url).query(api.demo.accounts, {}).catch(() => {
    throw new HostFailure(`nothing answers at ${url}. Is \`npm start\` running?`);
  });
  const wanted = cityCode(branch);
  const inBranch = accounts.find(
    ({ role, branchName }) =>
      role === "dispatcher" &&
      branchName &&
      [branchName.ar, branchName.en].some((n) => cityCode(n) === wanted),
  );
  const account = inBranch ?? accounts.find(({ role }) => ["dispatcher", "admin", "owner"].includes(role));
  if (!account) throw new HostFailure("name the account to import with: --email and --password.");
  return account;
}

async function findBranch(client: ConvexHttpClient, wanted: string): Promise<Id<"branches">> {
  const me = await client.query(api.session.me, {});
  const branches = me?.branches ?? [];
  const city = cityCode(wanted).toLowerCase();
  const branch = branches.find(
    ({ name, city: own }) =>
      own === city || [name.ar, name.en].some((known) => known.toLowerCase() === wanted.toLowerCase()),
  );
  if (branch) return branch.branchId;
  const names = branches.map(({ name }) => name.en).join(", ") || "none";
  throw new HostFailure(`this account has no branch "${wanted}". It has: ${names}.`);
}

interface RowFault {
  line: number;
  field: ImportField | null;
  reason: keyof typeof englishReasons;
  value: string | null;
}

async function allFaults(client: ConvexHttpClient, importId: Id<"imports">): Promise<RowFault[]> {
  const faults: RowFault[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: { page: RowFault[]; isDone: boolean; continueCursor: string } = await client.query(
      api.imports.errors,
      { importId, paginationOpts: { cursor, numItems: 200 } },
    );
    faults.push(...page.page);
    if (page.isDone) return faults;
    cursor = page.continueCursor;
  }
}

async function main(): Promise<void> {
  const options = readArguments();
  const { table, hash } = await readTable(options.file);
  const mapping = mapColumns(table.header, options.map);
  if (mapping.length === 0) throw new HostFailure("no column was recognised; say which with --map.");
  const fieldName = (field: ImportField): string => options.words.fields[field];
  for (const { field, header } of mapping) console.log(`  ${fieldName(field)} <- ${header}`);

  const credentials =
    options.email && options.password
      ? { email: options.email, password: options.password }
      : await demoDispatcher(options.url, options.branch);
  const client = await signInOnce(options.url, credentials);
  const branchId = await findBranch(client, options.branch);
  const importId = await client.mutation(api.imports.start, {
    branchId,
    fileName: path.basename(options.file),
    fileHash: hash,
    mapping,
    totalRows: table.rows.length,
    operationId: randomUUID(),
  });
  let counts = { insertedRows: 0, duplicateRows: 0, rejectedRows: 0 };
  for (let first = 0; first < table.rows.length; first += IMPORT_BATCH_SIZE) {
    const rows = table.rows.slice(first, first + IMPORT_BATCH_SIZE);
    counts = await client.mutation(api.imports.addRows, {
      importId,
      batch: first / IMPORT_BATCH_SIZE,
      rows: rows.map(({ line, cells }) => ({ line, cells: cellsByField(cells, mapping) })),
    });
    console.log(`${Math.min(first + IMPORT_BATCH_SIZE, table.rows.length)} of ${table.rows.length} rows`);
  }
  await client.mutation(api.imports.finish, { importId });

  const faults = await allFaults(client, importId);
  for (const { line, field, reason, value } of faults.slice(0, ERRORS_SHOWN))
    console.log(
      `line ${line}${field ? `, ${fieldName(field)}` : ""}: ${options.words.reasons[reason]}${value ? ` (${value})` : ""}`,
    );
  if (faults.length > ERRORS_SHOWN) console.log(`… and ${faults.length - ERRORS_SHOWN} more`);
  if (options.errors) {
    const rows = faults.map((fault) => ({ ...fault, words: options.words.reasons[fault.reason] }));
    await writeFile(options.errors, Papa.unparse(rows));
  }
  const { insertedRows, duplicateRows, rejectedRows } = counts;
  console.log(
    `\n${insertedRows} tickets created, ${duplicateRows} were known already, ${rejectedRows} refused`,
  );
}

await main().catch((error: unknown) => {
  const refusal = parseAppError(error);
  process.exitCode = reportFailure(
    refusal
      ? new HostFailure(`the server refused: ${refusal.code} ${JSON.stringify(refusal.params)}`)
      : error,
  );
});

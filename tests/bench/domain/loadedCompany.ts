/**
 * A company of a given size on an engine of its own. Two of different sizes have the same people and the same day at the
 * branch that is measured: they differ in what happened before and elsewhere, which is what a query must not notice.
 */
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { importPKCS8, SignJWT } from "jose";
import { createAuthKeys } from "../../../web/host/authKeys";
import { projectRoot } from "../../../web/host/paths";
import { deploymentEnvironment } from "../../../web/host/prepareDeployment";
import { type EngineUnderTest, startEngineUnderTest } from "../../support/engineUnderTest";

export interface CompanySize {
  /** All tickets, those of the day included. */
  readonly tickets: number;
  readonly technicians: number;
  readonly branches: number;
}

interface Stock {
  branches: { branchId: string; slug: string; technicianIds: string[] }[];
  templates: { ticketId: string; number: string; status: string; closedDay: string | null; held: boolean }[];
  users: { userId: string; email: string | null }[];
}

interface Copy {
  serial: number;
  days: number;
  branchId: string;
  technicianId: string;
  contactId: string | null;
  phone: string;
}

export interface LoadedCompany {
  readonly name: string;
  readonly engine: EngineUnderTest;
  readonly rows: number;
  readonly branchId: string;
  /** Somebody with a customer page. */
  readonly regular: { readonly contactId: string; readonly phone: string };
  readonly fahdId: string;
  /** A token of somebody of the company. */
  tokenOf(email: string): Promise<string>;
  regularToken(): Promise<string>;
  /** Like `convex run`. */
  run<T>(functionPath: string, args: object): Promise<T>;
  stop(): Promise<void>;
}

const YEAR_DAYS = 364;
/** Tickets of the measured branch that are open, and that closed today. */
const DAY = { open: 120, closed: 40 };
/**
 * Tickets of the customer and of the technician whose pages are looked at, however small the company is: more than a page
 * shows, so that both companies show a full one.
 */
const AT_LEAST = 120;
/** Gestures, bells and entries of the audit log, at least: a quarter of the bells are unread, more than are counted. */
const LOGS_AT_LEAST = 500;
const REGULAR_SHARE = 0.02;
const FAHD_SHARE = 0.01;
/** The measured branch is the company's largest. */
const HERE_SHARE = 0.3;
/** About a thousand rows a call: far from the engine's limit for one function, also while others use the machine. */
const COPIES_PER_CALL = 30;
/** Calls under way at once, so that the engine computes one while another is synced. */
export const CALLS_AT_ONCE = 3;
/** The engine keeps what it serves in memory: three million rows are more than Node gives a process by itself. */
const ENGINE_MEMORY_MB = 12_000;
const PHONE = "+966501112233";

async function appWithBench(): Promise<string> {
  const appDir = await mkdtemp(path.join(tmpdir(), "bench-domain-app-"));
  const functions = "tests/bench/domain/functions";
  for (const part of ["convex", "shared", functions, "package.json", "tsconfig.json"])
    await cp(path.join(projectRoot, part), path.join(appDir, part), { recursive: true });
  await symlink(path.join(projectRoot, "node_modules"), path.join(appDir, "node_modules"));
  const dir = path.join(appDir, "convex/bench");
  await mkdir(dir);
  for (const module of ["load", "probe", "surroundings"])
    await writeFile(path.join(dir, `${module}.ts`), `export * from "../../${functions}/${module}";\n`);
  return appDir;
}

/**
 * A function that took too long on a busy machine left nothing behind, and one whose answer was lost finds what it wrote
 * (every loader skips what is there): it is simply run again. Loading is not what is measured.
 */
async function patiently(work: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt === 10 || !/timed out|stopped answering|OptimisticConcurrency/.test(String(error)))
        throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 200));
    }
}

/** Does all of them, so many at once. */
export async function abreast<T>(
  atOnce: number,
  all: readonly T[],
  work: (one: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let item = all[next++]; item !== undefined; item = all[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/** Loads it; `onStep` hears how far it is. */
export async function loadCompany(size: CompanySize, onStep: (step: string) => void): Promise<LoadedCompany> {
  const keys = await createAuthKeys();
  const logFile = path.join(tmpdir(), `bench-domain-${size.tickets}.log`);
  await rm(logFile, { force: true });
  const engine = await startEngineUnderTest({
    mode: "dev",
    logFile,
    environment: { NODE_OPTIONS: `--max-old-space-size=${ENGINE_MEMORY_MB} --max-semi-space-size=128` },
  });
  const run = async <T>(functionPath: string, args: object) =>
    (await patiently(() => engine.run(functionPath, args))) as T;
  try {
    const appDir = await appWithBench();
    await engine.setEnvironment({
      ...deploymentEnvironment({ siteUrl: "http://pages.test", demo: true }, keys),
      AUTH_LOG_LEVEL: "ERROR",
    });
    await engine.push(appDir);
    await rm(appDir, { recursive: true, force: true });
    await run("seed:load", { anchorDay: new Date().toISOString().slice(0, 10) });
    const perBranch = Math.ceil(size.technicians / size.branches);
    for (let branch = 0; branch < size.branches; branch += 1)
      await run("bench/load:people", { branches: size.branches, perBranch, branch });
    const stock = await run<Stock>("bench/load:stock", {});
    const regular = await run<{ contactId: string; subject: string }>("bench/load:customer", {
      phone: PHONE,
      proven: true,
    });
    const here = stock.branches.find(({ slug }) => slug === "riyadh");
    if (!here) throw new Error("the demo has a branch in Riyadh");
    const rows = await copyTickets(run, size, stock, here, regular.contactId, onStep);
    await loadSurroundings(run, size, stock, here.branchId, onStep);
    const sign = async (subject: string): Promise<string> => {
      const key = await importPKCS8(keys.JWT_PRIVATE_KEY.replaceAll(/ (?!PRIVATE|KEY)/g, "\n"), "RS256");
      return await new SignJWT({})
        .setProtectedHeader({ alg: "RS256" })
        .setIssuedAt()
        .setIssuer(engine.siteUrl)
        .setAudience("convex")
        .setSubject(subject)
        .setExpirationTime("2h")
        .sign(key);
    };
    return {
      name: `${size.tickets.toLocaleString("en")} tickets`,
      engine,
      rows,
      branchId: here.branchId,
      regular: { contactId: regular.contactId, phone: PHONE },
      fahdId: here.technicianIds[0] ?? "",
      tokenOf: async (email) => await sign(await run<string>("bench/load:session", { email })),
      regularToken: () => sign(regular.subject),
      run,
      stop: () => engine.stop(),
    };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** Everything that grows with the years besides tickets, and one morning that does not. */
async function loadSurroundings(
  run: <T>(functionPath: string, args: object) => Promise<T>,
  size: CompanySize,
  stock: Stock,
  branchId: string,
  onStep: (step: string) => void,
): Promise<void> {
  const idOf = (address: string) => stock.users.find(({ email }) => email === address)?.userId;
  const [admin, planner] = [idOf("ziad@waha.demo"), idOf("sara@waha.demo")];
  const ticketId = stock.templates.find(({ closedDay }) => closedDay === null)?.ticketId;
  const portions = (total: number, most: number) =>
    Array.from({ length: Math.ceil(total / most) }, (_, call) => ({
      from: call * most,
      count: Math.min(most, total - call * most),
    }));
  await abreast(CALLS_AT_ONCE, portions(Math.ceil(size.tickets / 3), 200), async (portion) => {
    await run("bench/surroundings:contacts", portion);
    onStep(`customer ${portion.from.toLocaleString("en")}`);
  });
  const gesture = { branchId, userId: planner, ticketId };
  await abreast(
    CALLS_AT_ONCE,
    portions(Math.max(LOGS_AT_LEAST, Math.ceil(size.tickets / 5)), 300),
    (portion) => run("bench/surroundings:gestures", { ...gesture, ...portion }),
  );
  await abreast(
    CALLS_AT_ONCE,
    portions(Math.max(LOGS_AT_LEAST, Math.round(size.tickets / 5)), 500),
    ({ count }) => run("bench/load:logs", { userId: admin, count }),
  );
  const serviceDay = new Date().toISOString().slice(0, 10);
  await run("bench/surroundings:morning", { ...gesture, serviceDay });
}

async function copyTickets(
  run: <T>(functionPath: string, args: object) => Promise<T>,
  size: CompanySize,
  stock: Stock,
  here: Stock["branches"][number],
  regularId: string,
  onStep: (step: string) => void,
): Promise<number> {
  const elsewhere = stock.branches.filter((branch) => branch !== here);
  const open = stock.templates.filter(({ closedDay }) => closedDay === null);
  const closed = stock.templates.filter(({ closedDay, held }) => closedDay !== null && held);
  const regularOnes = Math.max(AT_LEAST, Math.round(size.tickets * REGULAR_SHARE));
  const fahdsOnes = Math.max(AT_LEAST, Math.round(size.tickets * FAHD_SHARE));
  const today = new Date().toISOString().slice(0, 10);
  const plan = new Map<string, Copy[]>();
  const copyOf = (template: Stock["templates"][number], copy: Copy) => {
    const copies = plan.get(template.ticketId) ?? [];
    copies.push(copy);
    plan.set(template.ticketId, copies);
  };
  const at = <T>(list: readonly T[], index: number): T => {
    const found = list[index % list.length];
    if (found === undefined) throw new Error("nothing to copy from");
    return found;
  };
  const daysTo = (day: string | null) =>
    day === null ? 0 : Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
  let history = 0;
  const total = size.tickets - stock.templates.length;
  for (let serial = 0; serial < total; serial += 1) {
    const copy = {
      serial,
      days: 0,
      branchId: here.branchId,
      contactId: null,
      phone: `+9665${10_000_000 + serial}`,
    };
    if (serial < DAY.open) {
      copyOf(at(open, serial), { ...copy, technicianId: at(here.technicianIds, serial) });
    } else if (serial < DAY.open + DAY.closed) {
      const template = at(closed, serial);
      copyOf(template, {
        ...copy,
        days: daysTo(template.closedDay),
        technicianId: at(here.technicianIds, serial),
      });
    } else {
      const isHere = history < fahdsOnes || history % 100 < HERE_SHARE * 100;
      const branch = isHere ? here : at(elsewhere, history);
      const template = at(closed, history);
      copyOf(template, {
        ...copy,
        branchId: branch.branchId,
        technicianId:
          history < fahdsOnes
            ? (here.technicianIds[0] ?? "")
            : at(branch.technicianIds, Math.floor(history / 7)),
        days: -1 - (history % YEAR_DAYS),
        ...(history < regularOnes ? { contactId: regularId, phone: PHONE } : {}),
      });
      history += 1;
    }
  }
  const calls = [...plan].flatMap(([templateId, copies]) =>
    Array.from({ length: Math.ceil(copies.length / COPIES_PER_CALL) }, (_, call) => ({
      templateId,
      copies: copies.slice(call * COPIES_PER_CALL, (call + 1) * COPIES_PER_CALL),
    })),
  );
  let rows = 0;
  let done = 0;
  await abreast(CALLS_AT_ONCE, calls, async (call) => {
    const written = await run<number>("bench/load:copies", call);
    rows += written;
    done += call.copies.length;
    onStep(`${done.toLocaleString("en")} of ${total.toLocaleString("en")} tickets`);
  });
  return rows;
}

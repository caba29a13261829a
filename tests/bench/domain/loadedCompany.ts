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
/** Tickets of the customer and of the technician whose pages are looked at, however small the company is. */
const AT_LEAST = 60;
const REGULAR_SHARE = 0.02;
const FAHD_SHARE = 0.01;
/** The measured branch is the company's largest. */
const HERE_SHARE = 0.3;
const COPIES_PER_CALL = 50;
const PHONE = "+966501112233";

async function appWithBench(): Promise<string> {
  const appDir = await mkdtemp(path.join(tmpdir(), "bench-domain-app-"));
  const functions = "tests/bench/domain/functions";
  for (const part of ["convex", "shared", functions, "package.json", "tsconfig.json"])
    await cp(path.join(projectRoot, part), path.join(appDir, part), { recursive: true });
  await symlink(path.join(projectRoot, "node_modules"), path.join(appDir, "node_modules"));
  const dir = path.join(appDir, "convex/bench");
  await mkdir(dir);
  for (const module of ["load", "probe"])
    await writeFile(path.join(dir, `${module}.ts`), `export * from "../../${functions}/${module}";\n`);
  return appDir;
}

/**
 * A function that took too long on a busy machine left nothing behind (the seed skips what it wrote): it is simply run
 * again. Loading is not what is measured.
 */
async function patiently(work: () => Promise<unknown>): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await work();
    } catch (error) {
      if (attempt === 10 || !String(error).includes("timed out")) throw error;
    }
}

/** Loads it; `onStep` hears how far it is. */
export async function loadCompany(size: CompanySize, onStep: (step: string) => void): Promise<LoadedCompany> {
  const keys = await createAuthKeys();
  const engine = await startEngineUnderTest({ mode: "dev" });
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
    const admin = stock.users.find(({ email }) => email === "ziad@waha.demo") ?? stock.users[0];
    for (let left = Math.max(200, Math.round(size.tickets / 5)); left > 0; left -= 2_000)
      await run("bench/load:logs", { userId: admin?.userId, count: Math.min(left, 2_000) });
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
  const copyOf = (template: Stock["templates"][number], copy: Copy) =>
    plan.set(template.ticketId, [...(plan.get(template.ticketId) ?? []), copy]);
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
  let rows = 0;
  let done = 0;
  for (const [templateId, copies] of plan)
    for (let from = 0; from < copies.length; from += COPIES_PER_CALL) {
      rows += await run<number>("bench/load:copies", {
        templateId,
        copies: copies.slice(from, from + COPIES_PER_CALL),
      });
      done += Math.min(COPIES_PER_CALL, copies.length - from);
      onStep(`${done.toLocaleString("en")} of ${total.toLocaleString("en")} tickets`);
    }
  return rows;
}

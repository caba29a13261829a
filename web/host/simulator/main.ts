/**
 * The demo's technicians, each signed in as himself, as a program of its own beside the board. The first of them is left
 * alone so that a person can be him; `--leave <email>` leaves others instead, `--only <email>` drives just those.
 * `--speed 1…60` is how fast they live; with `--whole-day` the planned hours run as fast too, so that a day of sixteen
 * hours is played in sixteen minutes at 60. `--office off|helps|alone` is how much of the office is played.
 */
import { parseArgs } from "node:util";
import { ConvexHttpClient } from "convex/browser";
import type { FunctionReturnType } from "convex/server";
import { api } from "../../../convex/_generated/api";
import type { Point } from "../../../shared/geo/point";
import { serviceDayOf } from "../../../shared/time/zones";
import { HostFailure, messageOf, reportFailure } from "../hostFailure";
import { FASTEST, officeOf, type OfficePlay } from "../hostOptions";
import { signInLive, signInOnce } from "../memberSession";
import { openDesk } from "./officeDesk";
import { TechnicianDriver } from "./technicianDriver";

type Technician = FunctionReturnType<typeof api.demo.crew>[number];

const DAY_CHECK_EVERY_MS = 60_000;
const SIGN_IN_GAP_MS = 150;

interface Options {
  url: string;
  speed: number;
  only: ReadonlySet<string>;
  leave: ReadonlySet<string>;
  quiet: boolean;
  wholeDay: boolean;
  office: OfficePlay;
}

/** Unassigned tickets of a branch that stay for whoever sits at the board. */
const LEFT_TO_PEOPLE = 4;

function parseOptions(): Options {
  const { values } = parseArgs({
    options: {
      url: { type: "string", default: "http://127.0.0.1:3210" },
      speed: { type: "string", default: "4" },
      only: { type: "string", multiple: true, default: [] },
      leave: { type: "string", multiple: true, default: [] },
      verbose: { type: "boolean", default: false },
      "whole-day": { type: "boolean", default: false },
      office: { type: "string" },
    },
  });
  const speed = Number(values.speed);
  if (!(speed >= 1 && speed <= FASTEST)) throw new HostFailure(`--speed is a number from 1 to ${FASTEST}.`);
  return {
    url: values.url,
    speed,
    only: new Set(values.only),
    leave: new Set(values.leave),
    quiet: !values.verbose,
    wholeDay: values["whole-day"],
    office: officeOf(values.office),
  };
}

/** Technicians to drive: the named ones, or all but those left to people. */
function chooseTechnicians(crew: readonly Technician[], { only, leave }: Options): Technician[] {
  if (only.size > 0) return crew.filter(({ email }) => only.has(email));
  const left = leave.size > 0 ? leave : new Set(crew.slice(0, 1).map(({ email }) => email));
  return crew.filter(({ email }) => !left.has(email));
}

/** Where technicians were last seen, so that nobody jumps when the program starts. */
async function lastPositions(url: string): Promise<Map<string, Point>> {
  const found = new Map<string, Point>();
  const accounts = await new ConvexHttpClient(url).query(api.demo.accounts, {});
  const planner = accounts.find(({ role }) => role === "owner" || role === "admin" || role === "dispatcher");
  if (!planner) return found;
  const client = await signInOnce(url, planner);
  const me = await client.query(api.session.me, {});
  for (const branch of me?.branches ?? [])
    for (const { technicianId, lat, lng } of await client.query(api.positions.byBranch, {
      branchId: branch.branchId,
    }))
      found.set(technicianId, { lat, lng });
  return found;
}

/** The clock planned hours are compared with. */
function dayClock({ wholeDay, speed }: Options): () => number {
  const startedAt = Date.now();
  return () => (wholeDay ? startedAt + (Date.now() - startedAt) * speed : Date.now());
}

async function drive(account: Technician, options: Options, positions: Map<string, Point>) {
  const client = await signInLive(options.url, account);
  const me = await client.query(api.session.me, {});
  const branch = me?.branches[0];
  if (!me?.technicianId || !branch) throw new Error(`${account.email} is no technician of a branch`);
  const clock = dayClock(options);
  const driver = new TechnicianDriver(client, {
    name: account.name.en,
    speed: options.speed,
    position: positions.get(me.technicianId) ?? branch.center,
    clock,
    onLog: (line) => {
      if (!options.quiet) console.log(line);
    },
    onTrouble: (line) => {
      if (options.quiet) console.log(`simulator: ${line}`);
    },
  });
  let serviceDay = "";
  let unsubscribe: () => void = () => undefined;
  // At midnight of the branch, by the clock that is played, the subscription moves on to the new day.
  const followDay = (): void => {
    const today = serviceDayOf(clock(), branch.zone);
    if (today === serviceDay) return;
    unsubscribe();
    serviceDay = today;
    unsubscribe = client.onUpdate(api.technicians.today, { serviceDay }, (day) => driver.see(day));
  };
  followDay();
  const timer = setInterval(
    followDay,
    options.wholeDay ? DAY_CHECK_EVERY_MS / options.speed : DAY_CHECK_EVERY_MS,
  );
  const running = driver.run();
  return async (): Promise<void> => {
    clearInterval(timer);
    unsubscribe();
    driver.stop();
    await running;
    await client.close();
  };
}

/** The office of every branch, played by the demo's administrator: the one account that may do all of it. */
async function staffOffice(options: Options, leftAlone: ReadonlySet<string>): Promise<() => Promise<void>> {
  const accounts = await new ConvexHttpClient(options.url).query(api.demo.accounts, {});
  const account =
    accounts.find(({ role }) => role === "admin") ?? accounts.find(({ role }) => role === "owner");
  if (!account) throw new Error("the demo has nobody for its office");
  const client = await signInLive(options.url, account);
  const me = await client.query(api.session.me, {});
  if (!me) throw new Error(`${account.email} is no member`);
  const clock = dayClock(options);
  const desks = me.branches.map(({ branchId, name, zone }) =>
    openDesk(client, branchId, {
      name: `office ${name.en}`,
      role: me.role,
      userId: me.userId,
      zone,
      speed: options.speed,
      clock,
      leave: options.office === "alone" ? 0 : LEFT_TO_PEOPLE,
      leftAlone,
      onLog: (line) => {
        if (!options.quiet) console.log(line);
      },
      onTrouble: (line) => {
        if (options.quiet) console.log(`simulator: ${line}`);
      },
    }),
  );
  return async () => {
    await Promise.all(desks.map((close) => close()));
    await client.close();
  };
}

async function main(): Promise<void> {
  const options = parseOptions();
  const crew = await new ConvexHttpClient(options.url).query(api.demo.crew, {});
  const chosen = chooseTechnicians(crew, options);
  const positions = await lastPositions(options.url);
  const stops: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await Promise.race([
      Promise.all(stops.map((stopOne) => stopOne())),
      new Promise((resolve) => setTimeout(resolve, 2_000)),
    ]);
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  // The host that started this program is gone: nobody is left to drive for.
  process.on("disconnect", () => void stop());
  if (options.office !== "off") {
    const driven = new Set(chosen.map(({ email }) => email));
    const leftAlone = new Set(crew.filter(({ email }) => !driven.has(email)).map(({ name }) => name.en));
    await staffOffice(options, leftAlone).then(
      (close) => stops.push(close),
      (error: unknown) => console.log(`simulator: the office stays empty (${messageOf(error)})`),
    );
  }
  for (const account of chosen) {
    if (stopping) return;
    await drive(account, options, positions).then(
      (stopOne) => stops.push(stopOne),
      (error: unknown) => console.log(`simulator: ${account.email} stays parked (${messageOf(error)})`),
    );
    await new Promise((resolve) => setTimeout(resolve, SIGN_IN_GAP_MS));
  }
}

await main().catch((error: unknown) => process.exit(reportFailure(error)));

/**
 * Lives the working day of one technician through the same public functions a phone uses: notices a job, sets off,
 * drives, arrives, works, finishes. A person wins: when the technician's job changes in a way only the technician could
 * and it was not this driver, the driver keeps its hands off for a while.
 */
import type { ConvexClient } from "convex/browser";
import type { FunctionArgs, FunctionReturnType } from "convex/server";
import { api } from "../../../convex/_generated/api";
import { parseAppError } from "../../../shared/errors/catalog";
import type { Point } from "../../../shared/geo/point";
import type { StepAction } from "../../../shared/tickets/transitions";
import { askForParts, provideFor } from "./fieldRecords";
import { placeWhenFree } from "./freeTime";
import { type Move, nextMove } from "./nextMove";
import { DRIVING_SPEED_MPS, DWELL_S, isDriven, SETS_OFF_EARLY_MS } from "./pace";
import { planRoute, positionAlong } from "./route";
import { type Random, seededRandom } from "./seededRandom";
import { inTime } from "./waits";

type Day = FunctionReturnType<typeof api.technicians.today>;
type Job = Day["jobs"][number];
type StepInput = FunctionArgs<typeof api.tickets.transition>["input"];

const REPORT_EVERY_MS = 1_000;
const IDLE_REPORT_EVERY_MS = 30_000;
/** In seconds of life, like everything a technician waits for. */
const AFTER_REFUSAL_MS = 20_000;
/** What was refused again and again is tried less and less often. */
const MOST_DOUBLINGS = 4;
const HANDS_OFF_MS = 10 * 60_000;
/** Refusals of one job in a row from which on it is told, also where nothing else is. */
const STUCK_AFTER = 3;

export interface DriverOptions {
  name: string;
  speed: number;
  position: Point;
  /** The day's clock: real time, or a faster one when a whole day is played. */
  clock: () => number;
  onLog: (line: string) => void;
  /** Somebody is stuck: for people who do not read the log. */
  onTrouble?: (line: string) => void;
}

export class TechnicianDriver {
  readonly #random: Random;
  #day: Day | null = null;
  #position: Point;
  #wake: () => void = () => undefined;
  #handsOffUntil = 0;
  /** Versions this driver made, so that it recognises the ones it did not. */
  readonly #own = new Map<string, number>();
  #stopped = false;
  /** The job that was refused last, and how often in a row. */
  #refused = { ticketId: "", times: 0 };

  constructor(
    private readonly client: ConvexClient,
    private readonly options: DriverOptions,
  ) {
    this.#random = seededRandom(options.name);
    this.#position = options.position;
  }

  /** A new state of the day arrived. */
  see(day: Day): void {
    for (const job of [...day.jobs, ...day.waiting, ...day.finished]) this.#noticePeople(day, job);
    this.#day = day;
    this.#wake();
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** Runs until stopped. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      const job = this.#nextJob();
      try {
        if (job) await this.#advance(job);
        else await this.#idle();
        if (job) this.#refused.times = 0;
      } catch (error) {
        const refusal = parseAppError(error);
        const why = refusal?.code ?? (error instanceof Error ? error.message.split("\n")[0] : String(error));
        this.#tellRefusal(job, why ?? "");
        const longer = 2 ** Math.min(this.#refused.times - 1, MOST_DOUBLINGS);
        await this.#sleep((AFTER_REFUSAL_MS * longer) / this.options.speed);
      }
    }
  }

  #tellRefusal(job: Job | null, why: string): void {
    const ticketId = job?.ticket.ticketId ?? "";
    const times = this.#refused.ticketId === ticketId ? this.#refused.times + 1 : 1;
    this.#refused = { ticketId, times };
    const line = `${this.options.name}: ${job?.ticket.number ?? "idle"} not possible now (${why})`;
    this.options.onLog(line);
    if (times === STUCK_AFTER) this.options.onTrouble?.(`${line}, ${times} times in a row`);
  }

  #noticePeople(day: Day, job: Job): void {
    const { ticketId, version, lastChange } = job.ticket;
    const before = [...(this.#day?.jobs ?? []), ...(this.#day?.waiting ?? [])].find(
      (known) => known.ticket.ticketId === ticketId,
    );
    const bySelf = lastChange.by.en === day.technician.name.en;
    if (!before || before.ticket.version === version || !bySelf) return;
    if ((this.#own.get(ticketId) ?? 0) >= version) return;
    this.#handsOffUntil = Date.now() + HANDS_OFF_MS;
    this.options.onLog(`${this.options.name}: somebody else is driving, standing back`);
  }

  #nextJob(): Job | null {
    const day = this.#day;
    if (!day?.technician.onDuty || Date.now() < this.#handsOffUntil) return null;
    const now = this.options.clock();
    const due = ({ facts }: Job): boolean =>
      facts.travel !== "planned" || (facts.startsAt ?? 0) <= now + SETS_OFF_EARLY_MS;
    return (
      [...day.jobs, ...day.waiting].find(
        (job) => isDriven(job.ticket.status) && due(job) && nextMove(job.facts, Date.now()) !== null,
      ) ?? null
    );
  }

  /** The job as the last update showed it, or null when it changed since `job` was read. */
  #unchanged(job: Job): boolean {
    if (this.#stopped || Date.now() < this.#handsOffUntil || !this.#day?.technician.onDuty) return false;
    const now = [...this.#day.jobs, ...this.#day.waiting].find(
      (known) => known.ticket.ticketId === job.ticket.ticketId,
    );
    return now?.ticket.version === job.ticket.version;
  }

  async #advance(job: Job): Promise<void> {
    const { status } = job.ticket;
    if (!isDriven(status)) return;
    const [shortest, longest] = DWELL_S[status];
    const dwellMs = ((shortest + this.#random() * (longest - shortest)) * 1000) / this.options.speed;
    if (!(await this.#dwell(job, dwellMs))) return;
    const move = nextMove(job.facts, Date.now());
    if (move?.kind === "schedule") return await this.#schedule(job);
    if (move?.kind === "drive") return await this.#drive(job);
    if (move) await this.#take(job, move);
  }

  /** Attaches what the step wants and takes it. */
  async #take(job: Job, { action, input, parts }: Extract<Move, { kind: "step" }>): Promise<void> {
    const { ticketId, contactName } = job.ticket;
    if (parts) await inTime(askForParts(this.client, ticketId));
    await inTime(provideFor(this.client, ticketId, job.facts, action, contactName));
    await this.#step(job, action, action === "start_trip" ? { ...input, fix: this.#fix() } : input);
  }

  /** Waits; false as soon as the job is no longer what it was. */
  async #dwell(job: Job, ms: number): Promise<boolean> {
    const until = Date.now() + ms;
    while (Date.now() < until) {
      if (!this.#unchanged(job)) return false;
      await this.#sleep(Math.min(until - Date.now(), IDLE_REPORT_EVERY_MS));
      await this.#report(0, 0);
    }
    return this.#unchanged(job);
  }

  async #drive(job: Job): Promise<void> {
    const target = job.ticket.point ?? this.#position;
    const route = planRoute(this.#position, target, this.#random);
    let distance = 0;
    let at = positionAlong(route, distance);
    while (!at.arrived) {
      await this.#sleep(REPORT_EVERY_MS, { through: true });
      if (!this.#unchanged(job)) return;
      distance += (DRIVING_SPEED_MPS * this.options.speed * REPORT_EVERY_MS) / 1000;
      at = positionAlong(route, distance);
      this.#position = at.point;
      await this.#report(at.headingDeg, at.arrived ? 0 : DRIVING_SPEED_MPS);
    }
    await this.#step(job, "arrive", { fix: this.#fix() });
  }

  /** A job without a time is taken on for the next half hour of the played day that is free. */
  async #schedule(job: Job): Promise<void> {
    const technicianId = job.facts.technicianId;
    if (!technicianId) return;
    this.#own.set(job.ticket.ticketId, job.ticket.version + 1);
    const { ticketId, version: expectedVersion } = job.ticket;
    await placeWhenFree(this.client, { ticketId, expectedVersion, technicianId }, this.options.clock());
  }

  async #step(job: Job, action: StepAction, input: StepInput): Promise<void> {
    this.#own.set(job.ticket.ticketId, job.ticket.version + 1);
    const taken = this.client.mutation(api.tickets.transition, {
      ticketId: job.ticket.ticketId,
      expectedVersion: job.ticket.version,
      action,
      input: { ...input, occurredAt: Date.now() },
      operationId: crypto.randomUUID(),
    });
    await inTime(taken);
    this.options.onLog(`${this.options.name}: ${job.ticket.number} ${action}`);
  }

  async #idle(): Promise<void> {
    await this.#sleep(IDLE_REPORT_EVERY_MS * (0.8 + 0.4 * this.#random()));
    if (!this.#stopped && this.#day?.technician.onDuty && Date.now() >= this.#handsOffUntil)
      await this.#report(0, 0);
  }

  async #report(headingDeg: number, speedMps: number): Promise<void> {
    if (this.#stopped) return;
    const reported = this.client.mutation(api.technicians.reportPosition, {
      ...this.#fix(),
      headingDeg,
      speedMps,
      recordedAt: Date.now(),
    });
    await inTime(reported);
  }

  #fix(): { lat: number; lng: number; accuracyM: number } {
    return { ...this.#position, accuracyM: 8 + Math.round(this.#random() * 10) };
  }

  /** Sleeps; news wakes it unless `through`. */
  #sleep(ms: number, { through = false } = {}): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = through
        ? () => {
            if (this.#stopped) done();
          }
        : done;
    });
  }
}

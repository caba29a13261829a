/**
 * Plays the office of one branch through the same public functions its pages use: gives unassigned tickets away, buys
 * parts, sends estimates and takes the customers' answers, inspects, works escalations off. One pair of hands: one act at
 * a time. A person wins: what somebody else looks at, carries or has just changed is left alone.
 */
import type { ConvexClient } from "convex/browser";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Role } from "../../../shared/access/roles";
import { parseAppError } from "../../../shared/errors/catalog";
import { shiftSpan } from "../../../shared/technicians/shift";
import { HOUR_MS, serviceDayOf } from "../../../shared/time/zones";
import {
  makeMove,
  NobodyFree,
  releaseHold,
  resolveEscalation,
  stepParts,
  type TicketDetail,
} from "./officeActs";
import { officeMove } from "./officeMoves";
import { type OfficeTask, officeTasks, type OfficeView } from "./officeTasks";
import { seededRandom } from "./seededRandom";
import { inTime } from "./waits";

export interface OfficeOptions {
  readonly name: string;
  /** Who plays the office. */
  readonly role: Role;
  readonly userId: string;
  /** Zone of the branch. */
  readonly zone: string;
  readonly speed: number;
  /** The played day. */
  readonly clock: () => number;
  /** So many unassigned tickets always stay for a person at the board. */
  readonly leave: number;
  /** Technicians played by people, by their English name: they are given nothing. */
  readonly leftAlone: ReadonlySet<string>;
  readonly onLog: (line: string) => void;
  readonly onTrouble?: (line: string) => void;
}

/** Seconds of life between two looks, and never less than so much real time. */
const BEAT_S = 10;
const SHORTEST_BEAT_MS = 1_000;
/** Real time for which a ticket is left alone after a person changed it. */
const HANDS_OFF_MS = 10 * 60_000;
/** Real time a person at the board has before an unassigned ticket is taken away from him. */
const PERSON_FIRST_MS = 45_000;
/** What was refused is tried again later and later. */
const AFTER_REFUSAL_S = 300;
const LONGEST_REFUSAL_S = 2 * 3_600;
const NOTHING_TO_DO_S = 60;
/** Refusals of one thing in a row from which on it is told, also where nothing else is. */
const STUCK_AFTER = 3;
/** Technicians asked for one ticket before it is put back. */
const ASKED = 4;
/** What happens where several people work. */
const USUAL_REFUSALS: readonly string[] = [
  "ticket.blocked",
  "ticket.changedMeanwhile",
  "record.changedMeanwhile",
];
/** Nobody does these: the server's own timers. */
const SYSTEM_ACTIONS: readonly string[] = ["expire_offer"];

export class OfficeDriver {
  #view: OfficeView | null = null;
  #stopped = false;
  #wake: () => void = () => undefined;
  /** When each waiting thing may be taken up, real time; things that wait no longer are forgotten. */
  #dueAt = new Map<string, number>();
  readonly #handsOff = new Map<string, number>();
  /** Versions the office made itself. */
  readonly #own = new Map<string, number>();
  readonly #refusals = new Map<string, number>();

  constructor(
    private readonly client: ConvexClient,
    private readonly options: OfficeOptions,
  ) {}

  /** A new state of the branch arrived. */
  see(view: OfficeView): void {
    this.#noticePeople(view);
    this.#view = view;
  }

  stop(): void {
    this.#stopped = true;
    this.#wake();
  }

  /** Runs until stopped. */
  async run(): Promise<void> {
    const beatMs = Math.max(SHORTEST_BEAT_MS, (BEAT_S * 1000) / this.options.speed);
    while (!this.#stopped) {
      const task = this.#nextTask();
      if (task) await this.#take(task);
      await this.#sleep(beatMs);
    }
  }

  #noticePeople(view: OfficeView): void {
    const before = new Map(this.#view?.cards.map((card) => [card.ticketId, card.version]));
    const field = new Set(view.technicians.map(({ name }) => name.en));
    const now = Date.now();
    for (const { ticketId, version, lastChange, contactName } of view.cards) {
      const known = before.get(ticketId);
      if (known === undefined || known === version || (this.#own.get(ticketId) ?? 0) >= version) continue;
      const { by, action } = lastChange;
      if (field.has(by.en) || by.en === contactName || SYSTEM_ACTIONS.includes(action)) continue;
      this.#handsOff.set(ticketId, now + HANDS_OFF_MS);
    }
    const bought = new Map(this.#view?.parts.map((request) => [request.requestId, request.version]));
    for (const { requestId, ticketId, version, history } of view.parts) {
      const known = bought.get(requestId);
      const by = history.at(-1)?.by;
      if (known === undefined || known === version || by?.userId === this.options.userId) continue;
      if (by?.role !== "technician") this.#handsOff.set(ticketId, now + HANDS_OFF_MS);
    }
    for (const [ticketId, until] of this.#handsOff) if (until < now) this.#handsOff.delete(ticketId);
    const open = new Set<string>(view.cards.map((card) => card.ticketId));
    for (const ticketId of this.#own.keys()) if (!open.has(ticketId)) this.#own.delete(ticketId);
  }

  #nextTask(): OfficeTask | null {
    if (!this.#view) return null;
    const now = Date.now();
    const tasks = officeTasks(this.#view, this.options.leave);
    const dueAt = new Map(
      tasks.map((task) => [task.key, this.#dueAt.get(task.key) ?? now + this.#patienceMs(task)]),
    );
    this.#dueAt = dueAt;
    for (const key of this.#refusals.keys()) if (!dueAt.has(key)) this.#refusals.delete(key);
    const taken = this.#takenByPeople();
    const due = ({ key }: OfficeTask) => dueAt.get(key) ?? 0;
    return (
      tasks
        .filter((task) => due(task) <= now && !taken.has(task.ticketId))
        .toSorted((a, b) => due(a) - due(b))[0] ?? null
    );
  }

  #patienceMs({ key, subject, patienceS: [shortest, longest] }: OfficeTask): number {
    const ms = ((shortest + seededRandom(key)() * (longest - shortest)) * 1000) / this.options.speed;
    const unassigned = subject.kind === "ticket" && subject.card.status === "new";
    return unassigned && this.options.leave > 0 ? Math.max(ms, PERSON_FIRST_MS) : ms;
  }

  /** Tickets somebody else has in his hands. */
  #takenByPeople(): ReadonlySet<string> {
    const others = (this.#view?.present ?? []).filter(({ userId }) => userId !== this.options.userId);
    return new Set<string>([
      ...this.#handsOff.keys(),
      ...others.flatMap(({ looksAt, writesOn, holds }) =>
        [looksAt, writesOn, ...holds].filter((ticketId) => ticketId !== null),
      ),
    ]);
  }

  async #take(task: OfficeTask): Promise<void> {
    const { key, ticketId } = task;
    const later = (seconds: number) =>
      this.#dueAt.set(key, Date.now() + (seconds * 1000) / this.options.speed);
    const number = this.#view?.cards.find((card) => card.ticketId === ticketId)?.number ?? ticketId;
    try {
      const done = await this.#act(task);
      later(done === null ? NOTHING_TO_DO_S : task.patienceS[0]);
      this.#refusals.delete(key);
      if (done !== null) this.options.onLog(`${this.options.name}: ${number} ${done}`);
    } catch (error) {
      const why = parseAppError(error)?.code ?? (error instanceof Error ? error.message : String(error));
      const line = `${this.options.name}: ${number} not possible now (${why.split("\n")[0]})`;
      const times = (this.#refusals.get(key) ?? 0) + 1;
      this.#refusals.set(key, times);
      later(Math.min(LONGEST_REFUSAL_S, AFTER_REFUSAL_S * 2 ** (times - 1)));
      this.options.onLog(line);
      // A full day, or somebody who was faster, is no trouble.
      const isUsual =
        error instanceof NobodyFree || USUAL_REFUSALS.includes(parseAppError(error)?.code ?? "");
      if (times === STUCK_AFTER && !isUsual) this.options.onTrouble?.(`${line}, ${times} times in a row`);
    }
  }

  /** Answers what was done, null when there was nothing to do. */
  async #act({ ticketId, subject }: OfficeTask): Promise<string | null> {
    switch (subject.kind) {
      case "ticket":
        return await this.#advance(ticketId);
      case "parts":
        return await stepParts(this.client, subject.request, this.options.clock());
      case "hold":
        return await releaseHold(this.client, ticketId);
      case "escalation": {
        const { escalation, card } = subject;
        const ticket = card && { status: card.status, changedAt: card.lastChange.at };
        const lifeS = ((Date.now() - escalation.openedAt) * this.options.speed) / 1000;
        return await resolveEscalation(this.client, escalation, ticket, lifeS);
      }
    }
  }

  /** Looks closer at a ticket and does what is next with it. */
  async #advance(ticketId: Id<"tickets">): Promise<string | null> {
    const [detail, estimates, checks] = await inTime(
      Promise.all([
        this.client.query(api.tickets.get, { ticketId }),
        this.client.query(api.records.estimates, { ticketId }),
        this.client.query(api.records.checks, { ticketId }),
      ]),
    );
    const move = officeMove(detail.facts, { estimates, checks }, this.options.role, Date.now());
    if (move === null) return null;
    this.#own.set(ticketId, detail.facts.version + 1);
    await makeMove(this.client, move, detail, {
      technicians: this.#asked(detail),
      nowMs: this.options.clock(),
    });
    return move.kind === "step" ? move.action : move.kind;
  }

  /** On duty, and for a while yet. */
  #comesToday({ active, onDuty, name, shift, absences }: OfficeView["technicians"][number]): boolean {
    if (!active || !onDuty || this.options.leftAlone.has(name.en)) return false;
    const now = this.options.clock();
    if (absences.some(({ from, until }) => from <= now && now < until)) return false;
    const span = shiftSpan(shift, serviceDayOf(now, this.options.zone), this.options.zone);
    return span !== null && now < span.endsAt - HOUR_MS;
  }

  /** Whom to ask for a ticket: who is able and on duty, the one with the least to do first, whoever holds it before all. */
  #asked({ ticket, facts }: TicketDetail): readonly Id<"technicians">[] {
    const { cards = [], technicians = [] } = this.#view ?? {};
    const load = new Map<string, number>();
    for (const { visit } of cards)
      if (visit) load.set(visit.technicianId, (load.get(visit.technicianId) ?? 0) + 1);
    const order = (technicianId: string) => seededRandom(`${ticket.number} ${technicianId}`)();
    const holds = (technicianId: string) => Number(technicianId === facts.technicianId);
    return technicians
      .filter((technician) => this.#comesToday(technician))
      .filter(({ skills }) => facts.policy.skills.every((skill) => skills.includes(skill)))
      .map(({ technicianId }) => technicianId)
      .toSorted(
        (a, b) => holds(b) - holds(a) || (load.get(a) ?? 0) - (load.get(b) ?? 0) || order(a) - order(b),
      )
      .slice(0, ASKED);
  }

  #sleep(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

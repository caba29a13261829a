/**
 * The day as it will be when everything waiting has arrived: the server's rows with the outbox folded in through the
 * same plan() the server uses. Pure. A step the plan no longer allows is not forecast; the server will refuse it.
 */
import type { Actor, TicketFacts } from "../../../shared/tickets/facts";
import { plan } from "../../../shared/tickets/plan";
import { STATUS_META, type TicketStatus } from "../../../shared/tickets/statuses";
import type { OutboxItem } from "./fieldOutbox";
import type { OwnJob } from "./ownDay";

export interface ForecastJob {
  readonly job: OwnJob;
  /** Facts after the waiting steps; judge and send with these. */
  readonly facts: TicketFacts;
  readonly status: TicketStatus;
  /** Whether something of this job is not confirmed yet. */
  readonly unconfirmed: boolean;
}

/** Travelling or at work: the technician is there and nowhere else. */
function isUnderWay(status: TicketStatus): boolean {
  const { phase } = STATUS_META[status];
  return phase === "travelling" || phase === "at_work";
}

function forecastOne(job: OwnJob, items: readonly OutboxItem[], actor: Actor, now: number): ForecastJob {
  let facts: TicketFacts = job.facts;
  const own = items.filter(
    (item) => item.ticketId === job.ticket.ticketId && item.expectedVersion >= job.facts.version,
  );
  for (const item of own) {
    if (item.state === "refused") break;
    const decided = plan({
      // Whether another trip is under way is decided over the whole day below.
      ticket: { ...facts, otherTripNumber: null },
      actor,
      action: item.action,
      input: item.input,
      expectedVersion: item.expectedVersion,
      now,
    });
    if (!decided.ok) break;
    facts = { ...facts, status: decided.to, version: facts.version + 1 };
  }
  return { job, facts, status: facts.status, unconfirmed: own.length > 0 };
}

/** Jobs in the server's order with waiting steps applied. */
export function forecastJobs(
  jobs: readonly OwnJob[],
  items: readonly OutboxItem[],
  actor: Actor,
  now: number,
): ForecastJob[] {
  const forecast = jobs.map((job) => forecastOne(job, items, actor, now));
  const numbers = new Set(forecast.map((one) => one.facts.number));
  return forecast.map((one) => {
    const other = forecast.find((candidate) => candidate !== one && isUnderWay(candidate.status));
    const served = one.facts.otherTripNumber;
    const unknown = served !== null && !numbers.has(served) ? served : null;
    return { ...one, facts: { ...one.facts, otherTripNumber: other?.facts.number ?? unknown } };
  });
}

/** The job the page is about: the one under way, else the first that still has to be done. */
export function focusOf(jobs: readonly ForecastJob[]): ForecastJob | undefined {
  return jobs.find((one) => isUnderWay(one.status)) ?? jobs.find((one) => !STATUS_META[one.status].terminal);
}

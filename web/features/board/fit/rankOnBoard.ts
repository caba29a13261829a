/*
 * The shared ranking over the board's rows: facts from the forecast store's days, verdicts from judgeDrop. Pure but for
 * the store's current days.
 */
import { placedFacts } from "../../../../shared/planning/placedCard";
import { placedKind, placedMinutes } from "../../../../shared/tickets/placement";
import { isTrip } from "../../../../shared/tickets/visits";
import {
  candidateOf,
  type RankedCandidate,
  rankCandidates,
  type RankingRequest,
} from "../../../../shared/technicians/rankCandidates";
import type { TechnicianDay } from "../../../../shared/forecast/remedies";
import type { TicketRow } from "../boardData";
import type { ForecastStore } from "../late/forecastStore";
import type { DropTarget } from "../dropTarget";
import { type BoardWorld, factsOf, judgeDrop, type Verdict } from "../judgeDrop";

export interface RankingGround {
  readonly world: BoardWorld;
  readonly store: ForecastStore;
  readonly now: number;
}

/** The drop on a technician at a time, or without one. */
export function targetFor(technicianId: string, startsAt: number | null): DropTarget {
  return startsAt === null ? { kind: "technician", technicianId } : { kind: "lane", technicianId, startsAt };
}

function requestFor(
  { world, store, now }: RankingGround,
  ticket: TicketRow,
  startsAt: number | null,
  days: readonly TechnicianDay[],
  known?: (technicianId: string) => Verdict | undefined,
): RankingRequest {
  const kept = ticket.visit?.startsAt ?? null;
  return {
    ticket: {
      key: ticket.ticketId,
      number: ticket.number,
      point: ticket.point,
      skills: ticket.policy.skills,
      minutes: placedMinutes(factsOf(ticket)),
      withoutTrip: !isTrip(
        placedKind({
          ...placedFacts(ticket),
          profile: ticket.profile,
          visitKind: ticket.visit?.kind ?? null,
        }),
      ),
      holderId: ticket.visit?.technicianId ?? null,
    },
    // Without a time of its own a drop keeps the one there is.
    startsAt: startsAt ?? (kept !== null && kept > now ? kept : null),
    days,
    verdictOf: (id) => known?.(id) ?? judgeDrop(world, ticket, targetFor(id, startsAt), now),
    promisesOf: store.promises(),
  };
}

/** Everybody, best first. */
export function rankOnBoard(
  ground: RankingGround,
  ticket: TicketRow,
  startsAt: number | null,
  known?: (technicianId: string) => Verdict | undefined,
): RankedCandidate[] {
  const days = ground.store.days(ground.now);
  return rankCandidates(requestFor(ground, ticket, startsAt, days, known)).map(forDay(ground));
}

/** One technician at one target, with a verdict that is known already. */
export function weighOnBoard(
  ground: RankingGround,
  ticket: TicketRow,
  startsAt: number | null,
  technicianId: string,
  verdict: Verdict,
): RankedCandidate | null {
  const day = ground.store.day(technicianId, ground.now);
  if (day === null) return null;
  const request = requestFor(ground, ticket, startsAt, [day], () => verdict);
  return forDay(ground)(candidateOf(request, day));
}

/** Where somebody is now says nothing about another day. */
function forDay({ store }: RankingGround): (one: RankedCandidate) => RankedCandidate {
  if (store.isToday()) return (one) => one;
  return (one) => ({
    ...one,
    inFavour: one.inFavour.filter(({ code }) => code !== "freeNow" && code !== "near"),
    against: one.against.filter(
      ({ code }) => code !== "placeUnknown" && code !== "freeFrom" && code !== "far",
    ),
  });
}

/**
 * The story a customer is told: the statuses reached, in order, without detours that only concern staff. A step taken
 * back (turn back, unassign) also takes its line back.
 */
import { STATUSES, type TicketStatus } from "../tickets/statuses";

export interface StoryEvent {
  readonly from: TicketStatus | null;
  readonly to: TicketStatus;
  readonly occurredAt: number;
}

export interface Milestone {
  readonly status: TicketStatus;
  readonly at: number;
}

/** Folds events (oldest first) to milestones (oldest first); the last one is the present status. */
export function customerMilestones(events: readonly StoryEvent[]): Milestone[] {
  const story: Milestone[] = [];
  for (const { from, to, occurredAt } of events) {
    if (from === to) continue;
    const known = story.findIndex((milestone) => milestone.status === to);
    if (known >= 0) {
      story.length = known + 1;
      continue;
    }
    const rank = STATUSES.indexOf(to);
    while (story.length > 0 && STATUSES.indexOf(story[story.length - 1]?.status ?? "new") > rank) story.pop();
    story.push({ status: to, at: occurredAt });
  }
  return story;
}

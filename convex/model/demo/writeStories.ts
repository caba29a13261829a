/** Writes the named tickets of the demo through createTicket and the lifecycle applier. */
import { builtInPolicy } from "../../../shared/catalogue/defaults";
import { visitMs } from "../../../shared/catalogue/workTypePolicy";
import { invariant } from "../../../shared/core/invariant";
import { formatTicketNumber, NUMBER_LENGTH } from "../../../shared/tickets/number";
import { HOUR_MS, MINUTE_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { type AllowedStep, applySteps } from "../flows/applyTransition";
import { openCallBack } from "../flows/callBack";
import { createTicket } from "../flows/createTicket";
import { customerStepActor, staffStepActor, type StepActor } from "../flows/stepActor";
import { DEMO_CONTACTS, DEMO_PLACES } from "./places";
import { dice } from "./random";
import { nextStart } from "./slots";
import { DEMO_STORIES, type Story, type StoryStep, storyKey } from "./stories";
import type { Crew } from "./writeScenarios";

const SEED = 99;

/** Writes the stories around `anchorAt`; answers how many were new. */
export async function writeStories(
  ctx: MutationCtx,
  branch: Doc<"branches">,
  crew: Crew,
  anchorAt: number,
): Promise<number> {
  const { next, pick } = dice(SEED);
  let written = 0;
  for (const story of DEMO_STORIES) {
    const place = pick(DEMO_PLACES.riyadh);
    const firstAt = anchorAt - story.minutesAgo * MINUTE_MS;
    const requestedAt = firstAt - 24 * HOUR_MS;
    const office = staffStepActor(crew.office);
    const ticketId = await createTicket(
      ctx,
      branch,
      {
        sourceKey: storyKey(story.name),
        contactName: pick(DEMO_CONTACTS.riyadh),
        phone: `+9665${String(10_000_000 + Math.floor(next() * 89_999_999))}`,
        address: `${place.district}، طريق ${1 + Math.floor(next() * 40)}`,
        city: place.city,
        point: { lat: place.lat + next() * 0.006, lng: place.lng + next() * 0.006 },
        workType: story.workType,
        problem: PROBLEMS[story.name],
        priority: story.name === "overdue" || story.name === "call_back" ? "high" : "normal",
        requestedAt,
      },
      {
        kind: "seed",
        actor: { userId: office.userId, name: office.name, role: "dispatcher" },
        operationId: `${storyKey(story.name)}:create`,
        now: requestedAt,
        number: formatTicketNumber(Array.from({ length: NUMBER_LENGTH }, next)),
      },
    );
    if (!ticketId) continue;
    written += 1;
    for (const [index, step] of story.steps.entries())
      await tell(ctx, ticketId, story, step, index, crew, branch, anchorAt);
  }
  return written;
}

const PROBLEMS: Record<Story["name"], string> = {
  overdue: "المكيف لا يبرد، وفي البيت رضيع",
  waiting_parts: "الثلاجة لا تبرد والفريزر سليم",
  return_visit: "Split unit switches off after five minutes",
  in_workshop: "مضخة ماء لا تعمل",
  delivery_failed: "سخان ماء يسرب من الأسفل",
  no_show: "انسداد في مطبخ الدور الأول",
  awaiting_approval: "AC drips water onto the carpet",
  disputed: "صوت عالٍ من الوحدة الخارجية عند التشغيل",
  call_back: "المكيف يعمل ولا يبرد منذ الأمس",
  prepaid: "استشارة قبل شراء أجهزة لمنزل جديد",
  quality_check: "Brakes squeal after the last service",
  on_the_way_to_workshop: "غسالة ملابس تهتز وتنقل من مكانها",
  under_review: "صيانة دورية لسيارة في الموقف",
};

async function tell(
  ctx: MutationCtx,
  ticketId: Id<"tickets">,
  story: Story,
  step: StoryStep,
  index: number,
  crew: Crew,
  branch: Doc<"branches">,
  anchorAt: number,
): Promise<void> {
  const ticket = await ctx.db.get("tickets", ticketId);
  invariant(ticket, "a story's ticket was just written");
  const firstAt = anchorAt - story.minutesAgo * MINUTE_MS;
  const now = firstAt + step.minute * MINUTE_MS;
  const field = story.employeeId ? crew.field.get(story.employeeId) : undefined;
  const actor: StepActor = {
    office: staffStepActor(crew.office),
    workshop: staffStepActor(crew.workshop ?? crew.office),
    customer: customerStepActor(ticket, null),
    field: staffStepActor(field?.actor ?? crew.office),
  }[step.by];
  const lengthMs = visitMs(builtInPolicy(story.workType));
  const wanted = step.visitMinute === undefined ? null : firstAt + step.visitMinute * MINUTE_MS;
  // A visit still to come is put where the technician works; one that is over stays where it was.
  const startsAt =
    wanted !== null && wanted > anchorAt && field
      ? nextStart(wanted, lengthMs, field.technician.shift, branch.zone)
      : wanted;
  const input = step.input ?? {};
  const linkedTicketId =
    step.action === "call_back" ? await openCallBack(ctx, actor, ticket, input.note ?? "", now) : null;
  const allowed: AllowedStep = {
    action: step.action,
    technician: startsAt !== null || step.action === "assign" ? (field?.technician ?? null) : null,
    startsAt,
    endsAt: startsAt === null ? null : startsAt + lengthMs,
    input,
    ...(linkedTicketId ? { linkedTicketId } : {}),
  };
  await applySteps(ctx, actor, ticket, [allowed], `${storyKey(story.name)}:${index}`, now);
}

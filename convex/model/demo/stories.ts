/**
 * Named tickets of the demo, each in the middle of something that does not happen every day: parts, workshop, nobody
 * there, an unanswered estimate, a job that came back. Data only; writeStories.ts writes them, tests look them up by name.
 */
import type { StepInput } from "../../../shared/tickets/inputs";
import type { TicketAction } from "../../../shared/tickets/transitions";
import type { DemoWorkType } from "./problems";

export const STORY_NAMES = [
  "overdue",
  "waiting_parts",
  "return_visit",
  "in_workshop",
  "delivery_failed",
  "no_show",
  "awaiting_approval",
  "disputed",
  "call_back",
  "under_review",
  "prepaid",
  "quality_check",
  "on_the_way_to_workshop",
] as const;
export type StoryName = (typeof STORY_NAMES)[number];

/** Who takes a step of a story. */
export type StoryActor = "office" | "field" | "workshop" | "customer";

export interface StoryStep {
  readonly action: TicketAction;
  readonly by: StoryActor;
  /** Minutes after the start of the first visit; negative before it. */
  readonly minute: number;
  readonly input?: StepInput;
  /** For placements: minutes after the first visit's start at which this visit starts. */
  readonly visitMinute?: number;
}

export interface Story {
  readonly name: StoryName;
  readonly workType: DemoWorkType | "car_service" | "consultation_online";
  readonly employeeId: string | null;
  /** Minutes between the first visit's start and the moment the demo opens. */
  readonly minutesAgo: number;
  readonly steps: readonly StoryStep[];
}

const DAY = 24 * 60;
const PLANNED: readonly StoryStep[] = [
  { action: "assign", by: "office", minute: -1200 },
  { action: "schedule", by: "office", minute: -1199, visitMinute: 0 },
];
const ON_SITE: readonly StoryStep[] = [
  ...PLANNED,
  { action: "start_trip", by: "field", minute: -25, input: { noFixReason: "unavailable" } },
  { action: "arrive", by: "field", minute: 0, input: { noFixReason: "unavailable" } },
];
const DIAGNOSED: readonly StoryStep[] = [
  ...ON_SITE,
  { action: "start_inspection", by: "field", minute: 4 },
  {
    action: "complete_diagnosis",
    by: "field",
    minute: 20,
    input: { note: "الضاغط ضعيف، والقياسات مسجلة في الصور" },
  },
];
const DONE: readonly StoryStep[] = [
  ...DIAGNOSED,
  { action: "start_repair", by: "field", minute: 25 },
  { action: "mark_completed", by: "field", minute: 55 },
];
const WITH_WORKSHOP: readonly StoryStep[] = [
  ...DIAGNOSED,
  {
    action: "pickup_device",
    by: "field",
    minute: 35,
    input: { reason: "needs_workshop_tools", customerTold: true },
  },
  { action: "check_in_workshop", by: "workshop", minute: 120 },
];
const WAITING: readonly StoryStep[] = [...DIAGNOSED, { action: "request_parts", by: "field", minute: 28 }];

export const DEMO_STORIES: readonly Story[] = [
  { name: "overdue", workType: "ac_repair", employeeId: "R-105", minutesAgo: 50, steps: PLANNED },
  {
    name: "waiting_parts",
    workType: "fridge_repair",
    employeeId: "R-105",
    minutesAgo: 2 * DAY,
    steps: WAITING,
  },
  {
    name: "return_visit",
    workType: "ac_repair",
    employeeId: "R-105",
    minutesAgo: 3 * DAY,
    steps: [...WAITING, { action: "plan_return", by: "office", minute: 2 * DAY, visitMinute: 4 * DAY }],
  },
  {
    name: "in_workshop",
    workType: "plumbing",
    employeeId: "R-104",
    minutesAgo: 2 * DAY + 90,
    steps: WITH_WORKSHOP,
  },
  {
    name: "delivery_failed",
    workType: "plumbing",
    employeeId: "R-104",
    minutesAgo: 4 * DAY,
    steps: [
      ...WITH_WORKSHOP,
      { action: "repair_complete", by: "workshop", minute: 2 * DAY },
      { action: "plan_delivery", by: "office", minute: 2 * DAY + 30, visitMinute: 3 * DAY },
      { action: "start_trip", by: "field", minute: 3 * DAY - 20, input: { noFixReason: "unavailable" } },
      { action: "arrive", by: "field", minute: 3 * DAY, input: { noFixReason: "unavailable" } },
      { action: "fail_delivery", by: "field", minute: 3 * DAY + 15, input: { reason: "customer_absent" } },
    ],
  },
  {
    name: "no_show",
    workType: "plumbing",
    employeeId: "R-104",
    minutesAgo: DAY + 60,
    steps: [
      ...ON_SITE,
      {
        action: "report_no_show",
        by: "field",
        minute: 15,
        input: { party: "customer", note: "لا أحد يفتح الباب ولا يرد على الهاتف" },
      },
    ],
  },
  {
    name: "awaiting_approval",
    workType: "ac_repair",
    employeeId: "R-105",
    minutesAgo: 180,
    steps: [...DIAGNOSED, { action: "request_approval", by: "field", minute: 40 }],
  },
  {
    name: "disputed",
    workType: "ac_repair",
    employeeId: "R-105",
    minutesAgo: DAY,
    steps: [
      ...DIAGNOSED,
      { action: "request_approval", by: "field", minute: 30 },
      {
        action: "mark_not_fixed",
        by: "field",
        minute: 60,
        input: { notFixedReasons: ["customer_refused_cost"], note: "العميل لا يقبل تكلفة الضاغط" },
      },
    ],
  },
  {
    name: "call_back",
    workType: "ac_repair",
    employeeId: "R-105",
    minutesAgo: 5 * DAY,
    steps: [
      ...DONE,
      {
        action: "call_back",
        by: "customer",
        minute: 5 * DAY - 120,
        input: { note: "عاد العطل نفسه بعد أيام من الإصلاح" },
      },
    ],
  },
  { name: "under_review", workType: "car_service", employeeId: null, minutesAgo: 0, steps: [] },
  { name: "prepaid", workType: "consultation_online", employeeId: null, minutesAgo: 0, steps: [] },
  {
    name: "quality_check",
    workType: "car_service",
    employeeId: "R-104",
    minutesAgo: 300,
    steps: [
      { action: "approve_request", by: "office", minute: -1201 },
      ...DIAGNOSED,
      { action: "request_approval", by: "field", minute: 30 },
      { action: "resume_work", by: "customer", minute: 50 },
      { action: "start_quality_check", by: "field", minute: 170 },
    ],
  },
  {
    name: "on_the_way_to_workshop",
    workType: "plumbing",
    employeeId: "R-104",
    minutesAgo: 95,
    steps: WITH_WORKSHOP.slice(0, -1),
  },
];

/** The source key of a story's ticket, by which it is found again. */
export function storyKey(name: StoryName): string {
  return `story:${name}`;
}

/**
 * When a cron runs next. Pure: schedules as `crons.ts` exports them, all in UTC. Calendar kinds without a minute get
 * one that is stable for the name, so that hourly jobs of many kinds do not fall on the same second.
 */
import { createHash } from "node:crypto";
import { Cron } from "croner";
import { z } from "zod";
import type { CronSpec } from "../functions/application";

const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const schedule = z.union([
  z.object({ type: z.literal("interval"), seconds: z.number().positive() }),
  z.object({ type: z.literal("interval"), minutes: z.number().positive() }),
  z.object({ type: z.literal("interval"), hours: z.number().positive() }),
  z.object({ type: z.literal("hourly"), minuteUTC: z.number().nullish() }),
  z.object({ type: z.literal("daily"), hourUTC: z.number(), minuteUTC: z.number().nullish() }),
  z.object({
    type: z.literal("weekly"),
    dayOfWeek: z.string(),
    hourUTC: z.number(),
    minuteUTC: z.number().nullish(),
  }),
  z.object({
    type: z.literal("monthly"),
    day: z.number(),
    hourUTC: z.number(),
    minuteUTC: z.number().nullish(),
  }),
  z.object({ type: z.literal("cron"), cron: z.string() }),
]);

type Schedule = z.infer<typeof schedule>;

/** Throws an Error that says what is wrong with the schedule. */
export function parseSchedule(name: string, spec: CronSpec): Schedule {
  const parsed = schedule.safeParse(spec.schedule);
  if (!parsed.success) throw new Error(`The schedule of cron job "${name}" is invalid.`);
  if (parsed.data.type === "cron") {
    try {
      new Cron(parsed.data.cron, { paused: true });
    } catch {
      throw new Error(`The schedule of cron job "${name}" is no cron expression: ${parsed.data.cron}`);
    }
  }
  return parsed.data;
}

function stableMinute(name: string): number {
  return createHash("sha256").update(name).digest().readUInt16BE(0) % 60;
}

function expression(name: string, plan: Exclude<Schedule, { type: "interval" }>): string {
  if (plan.type === "cron") return plan.cron;
  const minute = plan.minuteUTC ?? stableMinute(name);
  switch (plan.type) {
    case "hourly":
      return `${minute} * * * *`;
    case "daily":
      return `${minute} ${plan.hourUTC} * * *`;
    case "weekly":
      return `${minute} ${plan.hourUTC} * * ${days.indexOf(plan.dayOfWeek.toLowerCase())}`;
    case "monthly":
      return `${minute} ${plan.hourUTC} ${plan.day} * *`;
  }
}

/** First run, in epoch ms: an interval starts at once, a calendar kind at its next date. */
export function firstRun(name: string, spec: CronSpec, nowMs: number): number {
  const plan = parseSchedule(name, spec);
  return plan.type === "interval" ? nowMs : nextDate(name, plan, nowMs);
}

/** The run after the one planned for `plannedAt`; runs missed until `nowMs` are skipped. */
export function nextRun(name: string, spec: CronSpec, plannedAt: number, nowMs: number): number {
  const plan = parseSchedule(name, spec);
  if (plan.type !== "interval") return nextDate(name, plan, Math.max(plannedAt, nowMs));
  const seconds =
    "seconds" in plan ? plan.seconds : "minutes" in plan ? plan.minutes * 60 : plan.hours * 3600;
  const everyMs = seconds * 1000;
  const missed = Math.max(0, Math.floor((nowMs - plannedAt) / everyMs));
  return plannedAt + (missed + 1) * everyMs;
}

function nextDate(name: string, plan: Exclude<Schedule, { type: "interval" }>, afterMs: number): number {
  const next = new Cron(expression(name, plan), { paused: true, timezone: "UTC" }).nextRun(new Date(afterMs));
  if (next === null) throw new Error(`Cron job "${name}" never runs.`);
  return next.getTime();
}

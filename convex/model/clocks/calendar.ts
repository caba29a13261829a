/** Opening hours, days off and holidays of the branches: what promises count by. Changing them plans the clocks anew. */
import { type Infer, v } from "convex/values";
import { isServiceDay } from "../../../shared/time/zones";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName } from "../../lib/validators";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { replanBranch } from "./rules";

/** Holidays a branch keeps on file, past ones included. */
export const MAX_HOLIDAYS = 200;
const DAY_MINUTES = 1440;

export const calendarFields = v.object({
  /** Days off, 0 = Sunday … 6 = Saturday. */
  weekend: v.array(v.number()),
  /** Local minutes; a close at or before the open is the next day's. */
  hours: v.object({ openMinute: v.number(), closeMinute: v.number() }),
  /** Local days, "YYYY-MM-DD". */
  holidays: v.array(v.string()),
});

export const calendarView = calendarFields.extend({
  branchId: v.id("branches"),
  name: localizedName,
  zone: v.string(),
});

export function toCalendarView(branch: Doc<"branches">): Infer<typeof calendarView> {
  const { _id, name, zone, weekend, hours, holidays = [] } = branch;
  return { branchId: _id, name, zone, weekend, hours, holidays };
}

/**
 * Stores a branch's calendar. Fails with `input.invalid` naming the field: a branch works on some day of the week, its
 * hours are minutes of a day, holidays are real days.
 */
export async function changeCalendar(
  ctx: MutationCtx,
  actor: StaffActor,
  branch: Doc<"branches">,
  wanted: Infer<typeof calendarFields>,
): Promise<void> {
  const weekend = [...new Set(wanted.weekend)].toSorted((a, b) => a - b);
  const holidays = [...new Set(wanted.holidays)].toSorted();
  const { openMinute, closeMinute } = wanted.hours;
  const isMinute = (minute: number, last: number) =>
    Number.isInteger(minute) && minute >= 0 && minute <= last;
  if (weekend.length > 6 || !weekend.every((day) => isMinute(day, 6)))
    throw appError("input.invalid", { field: "weekend" });
  if (!isMinute(openMinute, DAY_MINUTES - 1) || !isMinute(closeMinute, DAY_MINUTES))
    throw appError("input.invalid", { field: "hours" });
  if (holidays.length > MAX_HOLIDAYS || !holidays.every(isServiceDay))
    throw appError("input.invalid", { field: "holidays" });
  const fields = (of: Infer<typeof calendarFields>) => ({
    weekend: of.weekend.map(String),
    openMinute: of.hours.openMinute,
    closeMinute: of.hours.closeMinute,
    holidays: of.holidays,
  });
  const next = { weekend, hours: { openMinute, closeMinute }, holidays };
  await ctx.db.patch("branches", branch._id, next);
  await record(ctx, actor, {
    action: "calendar.changed",
    subject: { kind: "branch", id: branch._id, label: branch.name.en },
    before: fields(toCalendarView(branch)),
    after: fields(next),
  });
  await replanBranch(ctx, branch._id);
}

/* The rows of the people pages by name, and the questions every part of them asks. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { LocalizedName } from "../../../shared/core/localized";

export type Member = FunctionReturnType<typeof api.people.members>[number];
export type Invitation = FunctionReturnType<typeof api.invitations.list>[number];
export type TechnicianRow = FunctionReturnType<typeof api.people.technicians>[number];
export type Team = FunctionReturnType<typeof api.people.teams>[number];

/** Whether a search text occurs in a name, in either language, or in any of the other texts. */
export function matches(search: string, name: LocalizedName, ...others: (string | null)[]): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  if (wanted === "") return true;
  return [name.ar, name.en, ...others].some((text) => text?.toLocaleLowerCase().includes(wanted) ?? false);
}

/** Minutes after midnight as the value of a time input: 08:30; the end of the day is 23:59 there. */
export function clockOf(minute: number): string {
  const bounded = Math.min(minute, 24 * 60 - 1);
  return `${String(Math.floor(bounded / 60)).padStart(2, "0")}:${String(bounded % 60).padStart(2, "0")}`;
}

/** The reverse; 23:59 stands for midnight at the end of the day. Null for an empty input. */
export function minuteOf(clock: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(clock) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const minute = Number(hours) * 60 + Number(minutes);
  return minute === 24 * 60 - 1 ? 24 * 60 : minute;
}

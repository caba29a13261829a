/* The rows of the people pages by name, and what every part of them needs. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";

export type Member = FunctionReturnType<typeof api.people.members>["page"][number];
export type Invitation = FunctionReturnType<typeof api.invitations.list>[number];
export type TechnicianRow = FunctionReturnType<typeof api.people.technicians>["page"][number];
export type Team = FunctionReturnType<typeof api.people.teams>[number];

/** Rows of one page of a list of people. */
export const PEOPLE_PAGE = 50;

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

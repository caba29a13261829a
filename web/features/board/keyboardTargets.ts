/*
 * The walk of a ticket carried by keyboard: rows are the queue and the technicians, columns are "no time yet" and
 * the free starting times of that row. Only targets that would hold are visited. Pure; the judge comes in.
 */
import type { DropTarget } from "./dropTarget";

export interface KeyboardField {
  /** Technicians in the order of the lanes. */
  readonly technicianIds: readonly string[];
  /** Starting times of the axis, ascending, epoch ms. */
  readonly starts: readonly number[];
  readonly legal: (target: DropTarget) => boolean;
}

function untimed(technicianId: string): DropTarget {
  return { kind: "technician", technicianId };
}

function timed(technicianId: string, startsAt: number): DropTarget {
  return { kind: "lane", technicianId, startsAt };
}

/** The best legal target of a technician: the wanted time, else without a time, else the earliest that holds. */
function targetInRow(
  field: KeyboardField,
  technicianId: string,
  wantedStart: number | null,
): DropTarget | null {
  const choices: DropTarget[] = [];
  if (wantedStart !== null) choices.push(timed(technicianId, wantedStart));
  choices.push(untimed(technicianId));
  for (const startsAt of field.starts) choices.push(timed(technicianId, startsAt));
  return choices.find(field.legal) ?? null;
}

/** All rows in walking order with the target each would give; rows without one are left out. */
function rowsOf(field: KeyboardField, wantedStart: number | null): DropTarget[] {
  const queue: DropTarget = { kind: "queue" };
  const lanes = field.technicianIds.flatMap((id) => targetInRow(field, id, wantedStart) ?? []);
  return field.legal(queue) ? [queue, ...lanes] : lanes;
}

function sameRow(a: DropTarget, b: DropTarget): boolean {
  if (a.kind === "queue" || b.kind === "queue") return a.kind === b.kind;
  return a.technicianId === b.technicianId;
}

/** Where a freshly lifted ticket goes first: the first technician who can take it; null when nobody can. */
export function firstTarget(field: KeyboardField): DropTarget | null {
  const rows = rowsOf(field, null);
  return rows.find((row) => row.kind !== "queue") ?? rows[0] ?? null;
}

/** The target in the next (`1`) or previous (`-1`) row; stays at the ends. Keeps the time where it holds. */
export function moveRow(field: KeyboardField, from: DropTarget, by: 1 | -1): DropTarget {
  const rows = rowsOf(field, from.kind === "lane" ? from.startsAt : null);
  const index = rows.findIndex((row) => sameRow(row, from));
  return rows[index + by] ?? from;
}

/** The next later (`1`) or earlier (`-1`) legal time in the same row; before the first one lies "no time yet". */
export function moveTime(field: KeyboardField, from: DropTarget, by: 1 | -1): DropTarget {
  if (from.kind === "queue") return from;
  const id = from.technicianId;
  const at = from.kind === "lane" ? from.startsAt : Number.NEGATIVE_INFINITY;
  const candidates =
    by === 1 ? field.starts.filter((s) => s > at) : field.starts.filter((s) => s < at).reverse();
  for (const startsAt of candidates) {
    const target = timed(id, startsAt);
    if (field.legal(target)) return target;
  }
  const none = untimed(id);
  return by === -1 && field.legal(none) ? none : from;
}

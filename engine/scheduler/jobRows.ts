/**
 * Rows of `_scheduled_functions`: their shape, adding and canceling them inside a transaction. Running them is
 * `jobRunner.ts`.
 */
import { z } from "zod";
import type { Address } from "../functions/address";
import type { FunctionInfo } from "../functions/application";
import type { Scheduling } from "../functions/execution";
import { CallRefused } from "../functions/failure";
import { parseFunctionPath, storedPath } from "../functions/functionPath";
import type { Transaction } from "../transaction/api";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import { sizeOf } from "../values/normalize";

export const jobsTable = "_scheduled_functions";
const notesTable = "_job_notes";

const maxArgsBytes = 4 * 1024 * 1024;

const jobState = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pending") }),
  z.object({ kind: z.literal("inProgress") }),
  z.object({ kind: z.literal("success") }),
  z.object({ kind: z.literal("failed"), error: z.string() }),
  z.object({ kind: z.literal("canceled") }),
]);

export type JobState = z.infer<typeof jobState>;

const jobRow = z.object({
  _id: z.string(),
  _creationTime: z.number(),
  name: z.string(),
  args: z.array(z.unknown()),
  /** Epoch ms. */
  scheduledTime: z.number(),
  completedTime: z.number().optional(),
  state: jobState,
});

export interface Job {
  id: string;
  /** Whose table holds the row: whoever scheduled it. */
  component: ComponentPath;
  /** Where the function is: by a handle or a child's reference that is another component. */
  target: ComponentPath;
  /** `dir/mod.js:fn` */
  name: string;
  args: JSONObject;
  scheduledTime: number;
  completedTime: number | null;
  state: JobState;
}

/** A row as user code sees it has no room for the component it runs in: that is a note beside it. */
const noteRow = z.object({ _id: z.string(), target: z.string() });

function noteOf(tx: Transaction, component: ComponentPath, id: string): z.infer<typeof noteRow> | null {
  const [row] = tx.systemList(component, notesTable, "by_job", [id], 1);
  return row === undefined ? null : noteRow.parse(row);
}

export function parseJob(tx: Transaction, component: ComponentPath, row: JSONObject): Job {
  const { _id, name, args, scheduledTime, completedTime, state } = jobRow.parse(row);
  const [first] = args as JSONValue[];
  const values = typeof first === "object" && first !== null && !Array.isArray(first) ? first : {};
  return {
    id: _id,
    component,
    target: noteOf(tx, component, _id)?.target ?? component,
    name,
    args: values,
    scheduledTime,
    completedTime: completedTime ?? null,
    state,
  };
}

export function findJob(tx: Transaction, component: ComponentPath, id: string): Job | null {
  const row = tx.systemGet(component, jobsTable, id);
  return row === null ? null : parseJob(tx, component, row);
}

export function removeJob(tx: Transaction, job: Job): void {
  const note = noteOf(tx, job.component, job.id);
  if (note !== null) tx.systemRemove(job.component, notesTable, note._id);
  tx.systemRemove(job.component, jobsTable, job.id);
}

/** Writes a job's new state; ended states carry their time. */
export function setJobState(tx: Transaction, job: Job, state: JobState, nowMs: number): void {
  const ended = state.kind !== "pending" && state.kind !== "inProgress";
  tx.systemReplace(job.component, jobsTable, job.id, {
    name: job.name,
    args: [job.args],
    scheduledTime: job.scheduledTime,
    state,
    ...(ended ? { completedTime: nowMs } : {}),
  });
}

interface NewJob {
  target: Address;
  info: FunctionInfo;
  args: JSONObject;
  /** Epoch ms. */
  dueAt: number;
  canceled: boolean;
}

/** Scheduling inside transactions; `read` runs over the latest snapshot. */
export function createScheduling(
  read: <T>(work: (tx: Transaction) => T) => T,
  components: () => readonly ComponentPath[],
  now: () => number,
): Scheduling {
  return {
    schedule(tx, component, job: NewJob) {
      if (job.info.udfType !== "mutation" && job.info.udfType !== "action")
        throw new CallRefused(
          `Only mutations and actions can be scheduled, and ${job.target.path} is neither.`,
        );
      const argsBytes = sizeOf([job.args]);
      if (argsBytes > maxArgsBytes)
        throw new CallRefused(
          `Arguments for scheduled function ${job.target.path} are too large (${argsBytes} bytes, maximum 4 MiB).`,
        );
      tx.charge("functionsScheduled", 1);
      tx.charge("scheduledFunctionArgsBytes", argsBytes);
      const id = tx.systemInsert(component, jobsTable, {
        name: storedPath(parseFunctionPath(job.target.path)),
        args: [job.args],
        scheduledTime: job.dueAt,
        ...(job.canceled
          ? { state: { kind: "canceled" }, completedTime: now() }
          : { state: { kind: "pending" } }),
      });
      const { component: target } = job.target;
      if (target !== component) tx.systemInsert(component, notesTable, { jobId: id, target });
      return id;
    },
    cancel(tx, component, id) {
      const job = findJob(tx, component, id);
      if (job === null) throw new CallRefused(`Scheduled function ${id} does not exist.`);
      if (job.state.kind === "pending" || job.state.kind === "inProgress")
        setJobState(tx, job, { kind: "canceled" }, now());
    },
    isCanceled: (id) =>
      read((tx) => components().some((component) => findJob(tx, component, id)?.state.kind === "canceled")),
  };
}

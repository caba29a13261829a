/**
 * What the load does, one record per operation, and what may be found of it: after any kill, and when everything has
 * come to rest. Pure; the traces come from the app's own tables.
 */
import type { Traces } from "./app";

export const kinds = {
  transfer: 50,
  refuse: 4,
  schedule: 12,
  cancel: 5,
  action: 8,
  actionJob: 8,
  upload: 6,
  storeHere: 4,
  remove: 3,
} as const;

export type Kind = keyof typeof kinds;

export interface Operation {
  kind: Kind;
  op: string;
  /** The client was told that it is done. */
  acknowledged: boolean;
  /** Of the stored file, base64. */
  sha256?: string;
  text?: string;
}

const TRANSIENT = "Transient error while executing action";

/** What contradicts the promises, or null. `atRest`: nothing is pending any more. */
export function problemOf(operation: Operation, traces: Traces, atRest: boolean): string | null {
  const found = rules[operation.kind](operation, traces, atRest);
  return found === null ? null : `${operation.kind} ${operation.op}: ${found} ${JSON.stringify(traces)}`;
}

type Rule = (operation: Operation, traces: Traces, atRest: boolean) => string | null;

const atMostOnce: Rule = ({ acknowledged }, { starts, ends }) => {
  if (starts > 1 || ends > starts) return "ran twice or in part";
  return acknowledged && ends !== 1 ? "acknowledged and not done" : null;
};

const job: Rule = ({ acknowledged }, traces, atRest) => {
  if (acknowledged && traces.job === null) return "an acknowledged schedule is gone";
  return atRest && ["pending", "inProgress"].includes(traces.job?.kind ?? "") ? "never came to rest" : null;
};

const scheduledMutation: Rule = (operation, traces, atRest) => {
  const { landings } = traces;
  const expected = traces.job?.kind === "success" ? 1 : 0;
  if (landings !== expected) return "the state of the job and its effects differ";
  if (traces.job?.kind === "failed") return "a scheduled mutation failed";
  return job(operation, traces, atRest);
};

const kept: Rule = ({ acknowledged, sha256 }, { file }) => {
  if (file === null) return acknowledged ? "an acknowledged file is gone" : null;
  if (!file.stored) return "a row without its file";
  return sha256 !== undefined && file.sha256 !== sha256 ? "another file" : null;
};

const rules: Record<Kind, Rule> = {
  transfer({ acknowledged }, { entries, audits }) {
    if (entries !== audits) return "applied in part";
    if (entries > 1) return "applied twice";
    return acknowledged && entries === 0 ? "an acknowledged write is lost" : null;
  },
  refuse: (_operation, { entries, audits, landings }) =>
    entries + audits + landings === 0 ? null : "a refused mutation left something",
  schedule: (operation, traces, atRest) =>
    atRest && traces.job?.kind !== "success" && operation.acknowledged
      ? "did not run"
      : scheduledMutation(operation, traces, atRest),
  cancel: scheduledMutation,
  action: atMostOnce,
  actionJob(operation, traces, atRest) {
    const { starts, ends } = traces;
    if (starts > 1 || ends > starts) return "ran twice or in part";
    switch (traces.job?.kind) {
      case "pending":
        return starts === 0 ? null : "ran and is still pending";
      case "success":
        return ends === 1 ? null : "a success without its effects";
      case "failed":
        return traces.job.error?.includes(TRANSIENT) === true ? null : "failed for another reason";
      default:
        return job(operation, traces, atRest);
    }
  },
  upload: kept,
  storeHere: kept,
  remove: ({ acknowledged }, { file }) =>
    acknowledged && (file === null || file.stored || file.url !== null) ? "a removed file is there" : null,
};

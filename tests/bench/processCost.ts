/** What a server process used, as the kernel counts it: says more than a clock on a machine that others use too. */
import { readFileSync } from "node:fs";

const MS_PER_TICK = 10;

/** Processor time so far, ms, threads included; NaN where the kernel does not tell. */
export function processorMs(processId: number): number {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  } catch {
    return Number.NaN;
  }
}

/** Resident memory, MB. */
export function residentMb(processId: number): number {
  try {
    const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${processId}/status`, "utf8"));
    return Number(line?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}

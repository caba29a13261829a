/**
 * Which promises a work type makes: its `slaPolicy` names one of these. Thresholds belong to the company (rules.ts), so
 * a policy only picks.
 */
import { CLOCK_CODES, type ClockCode } from "./rules";

const POLICIES: Readonly<Record<string, readonly ClockCode[]>> = {
  standard: CLOCK_CODES,
  /** The customer brings the vehicle: nobody travels to him. */
  workshop: CLOCK_CODES.filter((code) => code !== "SLA-004"),
  /** Paid sessions, online or at the office. */
  session: ["SLA-001", "SLA-002", "SLA-003", "SLA-006"],
  none: [],
};

/** Codes a work type may name as its `slaPolicy`. */
export const SLA_POLICY_CODES = Object.keys(POLICIES);

/** The clocks of a policy; an unknown one makes every promise. */
export function clocksOf(slaPolicy: string): readonly ClockCode[] {
  return POLICIES[slaPolicy] ?? CLOCK_CODES;
}

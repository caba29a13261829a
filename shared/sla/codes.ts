/** The service promises of the product, one code each [L-01…L-08]. What each one says is in rules.ts. */
export const SLA_CODES = [
  "SLA-001",
  "SLA-002",
  "SLA-003",
  "SLA-004",
  "SLA-005",
  "SLA-006",
  "SLA-007",
  "SLA-008",
] as const;
export type SlaCode = (typeof SLA_CODES)[number];

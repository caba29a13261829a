/** The one priority scale of the product [J-13]. Rank orders queues, higher first. */
export const PRIORITIES = ["low", "normal", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const PRIORITY_RANK = { low: 0, normal: 1, high: 2, urgent: 3 } as const satisfies Record<
  Priority,
  number
>;

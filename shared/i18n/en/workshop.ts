/* English: the workshop's screen. */
export const workshop = {
  title: "Workshop",
  noBranch: "You belong to no branch yet",
  emptyTitle: "The bench is empty",
  emptyText: "Devices appear here when a technician takes one along or a customer brings one.",
  groups: {
    coming: "Coming in",
    work: "On the bench",
    waiting: "Waiting for others",
    ready: "Ready to go out",
  },
} as const;

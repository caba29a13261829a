/* English: the bell of a signed-in person. */
export const bell = {
  label: "Notifications",
  unread_one: "{{count, number}} unread",
  unread_other: "{{count, number}} unread",
  many: "{{amount}}+",
  allRead: "Mark all as read",
  remove: "Take off the list",
  emptyTitle: "Nothing new",
  emptyText: "Escalations and news about your tickets appear here.",
  more: "Show more",
} as const;

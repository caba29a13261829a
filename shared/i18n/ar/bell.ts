/* Arabic: the bell of a signed-in person. */
export const bell = {
  label: "الإشعارات",
  unread_zero: "لا جديد",
  unread_one: "إشعار واحد غير مقروء",
  unread_two: "إشعاران غير مقروءين",
  unread_few: "{{count, number}} إشعارات غير مقروءة",
  unread_many: "{{count, number}} إشعارًا غير مقروء",
  unread_other: "{{count, number}} إشعار غير مقروء",
  many: "+{{amount}}",
  allRead: "تعليم الكل كمقروء",
  remove: "إزالة من القائمة",
  emptyTitle: "لا جديد",
  emptyText: "تظهر هنا التصعيدات وأخبار طلباتك.",
  more: "عرض المزيد",
} as const;

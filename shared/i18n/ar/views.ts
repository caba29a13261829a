/* Arabic: panes, filters and saved views of the board. */
export const views = {
  bar: "أدوات اللوحة",
  panes: {
    label: "أجزاء الشاشة",
    queue: "القائمة",
    map: "الخريطة",
    lanes: "الساعات",
    detail: "التفاصيل",
    show: "إظهار: {{pane}}",
    popOut: "{{pane}} في نافذة مستقلة",
    bringBack: "إرجاع",
    hint: "اليوم وعوامل التصفية والاختيار واحدة في كل النوافذ.",
  },
  centre: { map: "الخريطة", grid: "البطاقات", toMap: "عرض الخريطة", toGrid: "عرض البطاقات بدل الخريطة" },
} as const;

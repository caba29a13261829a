/* Arabic: the workshop's screen. */
export const workshop = {
  title: "الورشة",
  noBranch: "لا تنتمي إلى أي فرع بعد",
  emptyTitle: "لا أجهزة في الورشة",
  emptyText: "تظهر الأجهزة هنا عندما يأخذها فني معه أو يحضرها عميل.",
  groups: { coming: "في الطريق إلينا", work: "قيد العمل", waiting: "بانتظار غيرنا", ready: "جاهزة للتسليم" },
} as const;

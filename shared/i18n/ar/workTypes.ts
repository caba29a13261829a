/* Arabic: work types. Keys are the codes of shared/catalogue. */
export const workTypes = {
  ac_repair: "مكيف",
  fridge_repair: "ثلاجة",
  washer_repair: "غسالة ملابس",
  oven_repair: "فرن",
  dishwasher_repair: "غسالة صحون",
  plumbing: "سباكة",
  electrical: "كهرباء",
  site_inspection: "معاينة موقع",
} as const;

/* Arabic: cities. Keys are the codes of shared/catalogue. */
export const cities = {
  riyadh: "الرياض",
  jeddah: "جدة",
  dammam: "الدمام",
  makkah: "مكة المكرمة",
  madinah: "المدينة المنورة",
  cairo: "القاهرة",
  giza: "الجيزة",
  alexandria: "الإسكندرية",
} as const;

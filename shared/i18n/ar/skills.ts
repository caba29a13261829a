/* Arabic: technician skills. Keys are the codes of shared/catalogue. */
export const skills = {
  cooling: "تبريد وتكييف",
  laundry: "غسالات",
  kitchen: "أجهزة المطبخ",
  plumbing: "سباكة",
  electrical: "كهرباء",
  inspection: "معاينة",
  vehicle_mechanics: "ميكانيكا المركبات",
  vehicle_electrics: "كهرباء المركبات",
  motorbikes: "دراجات نارية",
  consulting: "استشارات",
} as const;

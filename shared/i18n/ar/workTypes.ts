/* Arabic: trades, work types, kinds of assets. Keys are the codes of shared/catalogue. */
export const workTypes = {
  ac_repair: "مكيف",
  fridge_repair: "ثلاجة",
  washer_repair: "غسالة ملابس",
  oven_repair: "فرن",
  dishwasher_repair: "غسالة صحون",
  plumbing: "سباكة",
  electrical: "كهرباء",
  site_inspection: "معاينة موقع",
  car_diagnosis: "فحص سيارة",
  car_service: "صيانة سيارة في الموقع",
  car_battery: "بطارية سيارة",
  car_workshop: "إصلاح سيارة في الورشة",
  motorbike_service: "صيانة دراجة نارية",
  motorbike_pickup: "استلام دراجة نارية وإصلاحها",
  consultation_online: "استشارة عن بعد",
  consultation_office: "استشارة في المكتب",
} as const;

export const trades = {
  appliances: "أجهزة منزلية",
  home: "خدمات منزلية",
  cars: "سيارات",
  motorbikes: "دراجات نارية",
  consultations: "استشارات",
} as const;

export const assetKinds = {
  ac: "مكيف",
  washer: "غسالة ملابس",
  fridge: "ثلاجة",
  oven: "فرن",
  dishwasher: "غسالة صحون",
  other_appliance: "جهاز آخر",
  car: "سيارة",
  motorbike: "دراجة نارية",
} as const;

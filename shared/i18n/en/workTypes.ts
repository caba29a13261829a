/* English: trades, work types, kinds of assets. Keys are the codes of shared/catalogue. */
export const workTypes = {
  ac_repair: "Air conditioner",
  fridge_repair: "Refrigerator",
  washer_repair: "Washing machine",
  oven_repair: "Oven",
  dishwasher_repair: "Dishwasher",
  plumbing: "Plumbing",
  electrical: "Electrical",
  site_inspection: "Site inspection",
  car_diagnosis: "Car diagnosis",
  car_service: "Car service on the spot",
  car_battery: "Car battery",
  car_workshop: "Car repair in the workshop",
  motorbike_service: "Motorbike service",
  motorbike_pickup: "Motorbike pick-up and repair",
  consultation_online: "Online consultation",
  consultation_office: "Consultation at the office",
} as const;

export const trades = {
  appliances: "Appliances",
  home: "Home services",
  cars: "Cars",
  motorbikes: "Motorbikes",
  consultations: "Consultations",
} as const;

export const assetKinds = {
  ac: "Air conditioner",
  washer: "Washing machine",
  fridge: "Refrigerator",
  oven: "Oven",
  dishwasher: "Dishwasher",
  other_appliance: "Other appliance",
  car: "Car",
  motorbike: "Motorbike",
} as const;

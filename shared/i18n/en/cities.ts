/* English: cities. Keys are the codes of shared/catalogue. */
export const cities = {
  riyadh: "Riyadh",
  jeddah: "Jeddah",
  dammam: "Dammam",
  makkah: "Makkah",
  madinah: "Madinah",
  cairo: "Cairo",
  giza: "Giza",
  alexandria: "Alexandria",
} as const;

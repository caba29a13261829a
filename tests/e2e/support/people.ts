/** The demo's people the journeys play, by what they are needed for. All share the demo's password. */

export const PASSWORD = "maydan-demo";

export interface Person {
  readonly email: string;
  readonly name: { readonly ar: string; readonly en: string };
  readonly role: "dispatcher" | "technician" | "owner";
}

/** Dispatcher of Riyadh only. */
export const sara: Person = {
  email: "sara@waha.demo",
  name: { ar: "سارة القحطاني", en: "Sara Al-Qahtani" },
  role: "dispatcher",
};
/** Dispatcher of Riyadh and Jeddah. */
export const faisal: Person = {
  email: "faisal@waha.demo",
  name: { ar: "فيصل العتيبي", en: "Faisal Al-Otaibi" },
  role: "dispatcher",
};
/** Technician in Riyadh with most skills, around the clock, without a job when the demo opens. */
export const fahd: Person = {
  email: "fahd@waha.demo",
  name: { ar: "فهد الشمري", en: "Fahd Al-Shammari" },
  role: "technician",
};
/** Technician in Riyadh for plumbing, laundry and kitchen; at a job when the demo opens. */
export const omar: Person = {
  email: "omar@waha.demo",
  name: { ar: "عمر باوزير", en: "Omar Bawazir" },
  role: "technician",
};
/** Technician in Riyadh who is off duty. */
export const majed: Person = {
  email: "majed@waha.demo",
  name: { ar: "ماجد الحربي", en: "Majed Al-Harbi" },
  role: "technician",
};
/** Owner of the company. */
export const noura: Person = {
  email: "noura@waha.demo",
  name: { ar: "نورة السديري", en: "Noura Al-Sudairi" },
  role: "owner",
};

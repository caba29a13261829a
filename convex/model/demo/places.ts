/** Districts the demo sends people to, with a point inside each, and the people who live there. Data only. */
import type { BranchSlug } from "./organization";

export interface DemoPlace {
  district: string;
  city: string;
  lat: number;
  lng: number;
}

const place =
  (city: string) =>
  (district: string, lat: number, lng: number): DemoPlace => ({
    district,
    city,
    lat,
    lng,
  });
const riyadh = place("riyadh");
const jeddah = place("jeddah");
const cairo = place("cairo");
const giza = place("giza");

export const DEMO_PLACES: Record<BranchSlug, DemoPlace[]> = {
  riyadh: [
    riyadh("حي العليا", 24.6949, 46.6853),
    riyadh("حي الملز", 24.665, 46.735),
    riyadh("حي النخيل", 24.744, 46.646),
    riyadh("حي الياسمين", 24.823, 46.643),
    riyadh("حي النرجس", 24.856, 46.656),
    riyadh("حي حطين", 24.764, 46.6),
    riyadh("حي الروضة", 24.733, 46.77),
    riyadh("حي السليمانية", 24.702, 46.7),
    riyadh("حي عرقة", 24.69, 46.59),
    riyadh("حي الشفا", 24.554, 46.7),
    riyadh("حي العزيزية", 24.585, 46.76),
    riyadh("حي قرطبة", 24.806, 46.74),
    riyadh("حي المربع", 24.656, 46.709),
    riyadh("حي الورود", 24.723, 46.677),
    riyadh("حي المروج", 24.758, 46.664),
    riyadh("حي الحمراء", 24.774, 46.756),
  ],
  jeddah: [
    jeddah("حي الروضة", 21.56, 39.15),
    jeddah("حي السلامة", 21.59, 39.15),
    jeddah("حي الحمراء", 21.529, 39.162),
    jeddah("حي البلد", 21.485, 39.187),
    jeddah("حي الشاطئ", 21.605, 39.108),
    jeddah("حي النعيم", 21.62, 39.153),
    jeddah("حي الصفا", 21.585, 39.208),
    jeddah("حي الفيصلية", 21.57, 39.176),
  ],
  cairo: [
    cairo("الزمالك", 30.0609, 31.2197),
    cairo("المعادي", 29.9602, 31.2569),
    cairo("مدينة نصر", 30.0561, 31.33),
    cairo("مصر الجديدة", 30.0911, 31.3226),
    giza("المهندسين", 30.0561, 31.201),
    giza("الدقي", 30.0384, 31.2123),
    cairo("جاردن سيتي", 30.0362, 31.2316),
    cairo("القاهرة الجديدة", 30.03, 31.47),
    cairo("المقطم", 30.01, 31.3),
  ],
};

/** Customers; both scripts on purpose, and one name as long as names get. */
export const DEMO_CONTACTS: Record<BranchSlug, string[]> = {
  riyadh: [
    "عبدالله الحربي",
    "Lina Haddad",
    "محمد العنزي",
    "نوف السبيعي",
    "Thomas Berger",
    "خالد الرشيد",
    "أمل الشهري",
    "Priya Nair",
    "سعود بن عبدالعزيز",
    "ريم المالكي",
    "مؤسسة أبناء عبدالرحمن بن محمد آل الشيخ للتجارة والمقاولات العامة",
    "Omar Siddiqui",
    "هيا الفوزان",
    "تركي الجهني",
  ],
  jeddah: ["منال باجابر", "حسن الغامدي", "Maria Santos", "رنا فقيه", "عمار بخش", "Yusuf Karim", "غادة جمجوم"],
  cairo: [
    "هشام عبد العزيز",
    "نادية شكري",
    "Peter Morris",
    "أحمد السيد",
    "دينا فؤاد",
    "Youssef Amin",
    "سلمى رؤوف",
  ],
};

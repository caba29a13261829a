/** The demo company: its branches and its people. Data only; convex/seed.ts writes it. */
import type { Role } from "../../../shared/access/roles";
import type { Skill } from "../../../shared/catalogue/skills";
import type { LocalizedName } from "../../../shared/core/localized";
import type { Point } from "../../../shared/geo/point";
import type { Shift } from "../../../shared/technicians/shift";

export type BranchSlug = "riyadh" | "jeddah" | "cairo";

export const DEMO_ORGANIZATION = {
  slug: "demo",
  name: { ar: "الواحة للصيانة", en: "Waha Maintenance" },
} as const;

/** Mail domain of every demo account; nobody can own an address in it. */
export const DEMO_DOMAIN = "waha.demo";

export interface DemoBranch {
  slug: BranchSlug;
  name: LocalizedName;
  city: string;
  zone: string;
  center: Point;
  weekend: number[];
  hours: { openMinute: number; closeMinute: number };
  currency: string;
  phone: string;
}

const OPEN = { openMinute: 7 * 60, closeMinute: 22 * 60 };

export const DEMO_BRANCHES: DemoBranch[] = [
  {
    slug: "riyadh",
    name: { ar: "فرع الرياض", en: "Riyadh branch" },
    city: "riyadh",
    zone: "Asia/Riyadh",
    center: { lat: 24.7136, lng: 46.6753 },
    weekend: [5, 6],
    hours: OPEN,
    currency: "SAR",
    phone: "+966110000001",
  },
  {
    slug: "jeddah",
    name: { ar: "فرع جدة", en: "Jeddah branch" },
    city: "jeddah",
    zone: "Asia/Riyadh",
    center: { lat: 21.5712, lng: 39.1658 },
    weekend: [5, 6],
    hours: OPEN,
    currency: "SAR",
    phone: "+966120000001",
  },
  {
    slug: "cairo",
    name: { ar: "فرع القاهرة", en: "Cairo branch" },
    city: "cairo",
    zone: "Africa/Cairo",
    center: { lat: 30.0444, lng: 31.2757 },
    weekend: [5],
    hours: OPEN,
    currency: "EGP",
    phone: "+20200000001",
  },
];

/** Office people. `branches` empty means the whole company. */
export interface DemoStaff {
  email: string;
  name: LocalizedName;
  role: Role;
  branches: BranchSlug[];
  /** Offered on the sign-in page. */
  featured: boolean;
}

/** The first account: everybody else's is made after hers. */
export const FOUNDER: DemoStaff = {
  email: "sara@waha.demo",
  name: { ar: "سارة القحطاني", en: "Sara Al-Qahtani" },
  role: "dispatcher",
  branches: ["riyadh"],
  featured: true,
};

export const DEMO_STAFF: DemoStaff[] = [
  FOUNDER,
  {
    email: "faisal@waha.demo",
    name: { ar: "فيصل العتيبي", en: "Faisal Al-Otaibi" },
    role: "dispatcher",
    branches: ["riyadh", "jeddah"],
    featured: true,
  },
  {
    email: "mona@waha.demo",
    name: { ar: "منى عبد الرحمن", en: "Mona Abdelrahman" },
    role: "dispatcher",
    branches: ["cairo"],
    featured: true,
  },
  {
    email: "huda@waha.demo",
    name: { ar: "هدى الغامدي", en: "Huda Al-Ghamdi" },
    role: "supervisor",
    branches: ["riyadh", "jeddah", "cairo"],
    featured: true,
  },
  {
    email: "noura@waha.demo",
    name: { ar: "نورة السديري", en: "Noura Al-Sudairi" },
    role: "owner",
    branches: [],
    featured: true,
  },
  {
    email: "ziad@waha.demo",
    name: { ar: "زياد الخالدي", en: "Ziad Al-Khalidi" },
    role: "admin",
    branches: [],
    featured: true,
  },
  {
    email: "warsha@waha.demo",
    name: { ar: "إبراهيم الصائغ", en: "Ibrahim Al-Sayegh" },
    role: "workshop",
    branches: ["riyadh"],
    featured: true,
  },
  {
    email: "lina@waha.demo",
    name: { ar: "لينا حداد", en: "Lina Haddad" },
    role: "customer",
    branches: ["riyadh"],
    featured: false,
  },
];

export interface DemoTechnician {
  email: string;
  employeeId: string;
  branch: BranchSlug;
  name: LocalizedName;
  phone: string;
  skills: Skill[];
  onDuty: boolean;
  active: boolean;
  shift: Shift;
  /** Offered on the sign-in page. */
  featured: boolean;
}

const DAYS = [0, 1, 2, 3, 4, 5, 6];
/** Two shifts keep somebody on the road in the evening; days off rotate so that every day has a crew. */
const early = (dayOff: number): Shift => ({
  startMinute: 6 * 60,
  endMinute: 16 * 60,
  weekdays: DAYS.filter((day) => day !== dayOff),
});
const late = (dayOff: number): Shift => ({
  startMinute: 13 * 60,
  endMinute: 24 * 60,
  weekdays: DAYS.filter((day) => day !== dayOff),
});
/** Emergency crew: on call around the clock. */
const ON_CALL: Shift = { startMinute: 0, endMinute: 24 * 60, weekdays: DAYS };

function technician(
  branch: BranchSlug,
  employeeId: string,
  email: string,
  ar: string,
  en: string,
  skills: Skill[],
  shift: Shift,
  rest: Partial<DemoTechnician> = {},
): DemoTechnician {
  return {
    branch,
    employeeId,
    email: `${email}@${DEMO_DOMAIN}`,
    name: { ar, en },
    phone: `${branch === "cairo" ? "+201000000" : "+966500000"}${employeeId.replace(/\D/g, "")}`,
    skills,
    shift,
    onDuty: true,
    active: true,
    featured: false,
    ...rest,
  };
}

export const DEMO_TECHNICIANS: DemoTechnician[] = [
  technician(
    "riyadh",
    "R-101",
    "fahd",
    "فهد الشمري",
    "Fahd Al-Shammari",
    ["cooling", "kitchen", "laundry", "electrical", "inspection"],
    ON_CALL,
    { featured: true },
  ),
  technician(
    "riyadh",
    "R-102",
    "salem",
    "سالم الدوسري",
    "Salem Al-Dosari",
    ["cooling", "electrical"],
    ON_CALL,
    { featured: true },
  ),
  technician(
    "riyadh",
    "R-103",
    "omar",
    "عمر باوزير",
    "Omar Bawazir",
    ["laundry", "kitchen", "plumbing"],
    ON_CALL,
  ),
  technician(
    "riyadh",
    "R-104",
    "rashid",
    "راشد المطيري",
    "Rashid Al-Mutairi",
    ["plumbing", "inspection"],
    early(6),
  ),
  technician("riyadh", "R-105", "imran", "عمران خان", "Imran Khan", ["cooling", "kitchen"], late(0)),
  technician(
    "riyadh",
    "R-106",
    "majed",
    "ماجد الحربي",
    "Majed Al-Harbi",
    ["electrical", "inspection"],
    early(5),
    { onDuty: false },
  ),
  technician(
    "jeddah",
    "J-201",
    "bandar",
    "بندر الزهراني",
    "Bandar Al-Zahrani",
    ["cooling", "kitchen", "laundry"],
    ON_CALL,
    { featured: true },
  ),
  technician(
    "jeddah",
    "J-202",
    "yasser",
    "ياسر باعشن",
    "Yasser Baashen",
    ["plumbing", "electrical", "inspection"],
    ON_CALL,
  ),
  technician("jeddah", "J-203", "adel", "عادل السلمي", "Adel Al-Sulami", ["cooling", "laundry"], early(1)),
  technician(
    "cairo",
    "C-301",
    "mahmoud",
    "محمود حسن",
    "Mahmoud Hassan",
    ["cooling", "kitchen", "laundry"],
    ON_CALL,
    { featured: true },
  ),
  technician(
    "cairo",
    "C-302",
    "karim",
    "كريم فتحي",
    "Karim Fathy",
    ["plumbing", "electrical", "inspection"],
    ON_CALL,
  ),
  technician("cairo", "C-303", "tarek", "طارق منصور", "Tarek Mansour", ["cooling", "electrical"], late(2)),
];

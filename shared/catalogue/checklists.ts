/** Built-in checklists and fault codes [F-17]; a company's catalogue is laid over them. */
import type { ChecklistTemplate } from "../records/checks";
import type { Trade } from "./trades";

const item = (code: string, ar: string, en: string, required = true) => ({
  code,
  labels: { ar, en },
  required,
});

export const DEFAULT_CHECKLISTS: readonly ChecklistTemplate[] = [
  {
    code: "appliance_repair",
    labels: { ar: "فحص جهاز منزلي", en: "Appliance check" },
    items: [
      item("power", "التغذية الكهربائية والتأريض", "Power supply and earthing"),
      item("visible_damage", "تلف ظاهر", "Visible damage"),
      item("leaks", "تسريب ماء أو غاز", "Leaks of water or gas"),
      item("test_run", "تشغيل تجريبي", "Test run"),
      item("noise", "أصوات غير معتادة", "Unusual noise", false),
    ],
  },
  {
    code: "vehicle_check",
    labels: { ar: "فحص مركبة", en: "Vehicle check" },
    items: [
      item("battery", "البطارية والشحن", "Battery and charging"),
      item("fluids", "السوائل والتسريبات", "Fluids and leaks"),
      item("brakes", "المكابح", "Brakes"),
      item("tyres", "الإطارات", "Tyres"),
      item("fault_memory", "قراءة أعطال الكمبيوتر", "Fault memory read"),
      item("road_test", "تجربة قيادة", "Road test", false),
    ],
  },
];

interface DefaultFault {
  readonly code: string;
  readonly trade: Trade;
  readonly labels: { readonly ar: string; readonly en: string };
  readonly procedure: { readonly ar: string; readonly en: string };
  readonly parts: readonly string[];
}

export const DEFAULT_FAULTS: readonly DefaultFault[] = [
  {
    code: "AC-01",
    trade: "appliances",
    labels: { ar: "لا يبرد: نقص غاز التبريد", en: "No cooling: refrigerant low" },
    procedure: {
      ar: "افحص التسريب بالنيتروجين قبل إعادة الشحن، ثم اشحن بالوزن المكتوب على اللوحة.",
      en: "Look for the leak with nitrogen before charging again, then charge by the weight on the plate.",
    },
    parts: ["R410A"],
  },
  {
    code: "AC-02",
    trade: "appliances",
    labels: { ar: "لا يعمل الضاغط: مكثف تالف", en: "Compressor does not start: capacitor failed" },
    procedure: {
      ar: "افصل التيار وأفرغ المكثف وقس سعته، وبدّله بالسعة نفسها.",
      en: "Cut the power, discharge and measure the capacitor, replace it with the same capacity.",
    },
    parts: ["Run capacitor 45 µF"],
  },
  {
    code: "WM-01",
    trade: "appliances",
    labels: { ar: "الغسالة لا تصرف الماء", en: "Washer does not drain" },
    procedure: {
      ar: "نظّف المصفاة والخرطوم، ثم قس مقاومة مضخة التصريف.",
      en: "Clean filter and hose, then measure the resistance of the drain pump.",
    },
    parts: ["Drain pump"],
  },
  {
    code: "CAR-01",
    trade: "cars",
    labels: { ar: "البطارية لا تحتفظ بالشحن", en: "Battery does not hold its charge" },
    procedure: {
      ar: "قس جهد السكون وجهد الشحن وتيار التسريب قبل تبديل البطارية.",
      en: "Measure resting voltage, charging voltage and leakage current before replacing the battery.",
    },
    parts: ["12 V battery"],
  },
];

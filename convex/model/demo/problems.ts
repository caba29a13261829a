/** What breaks in the demo, per work type, in the customer's own language. Data only. */
import type { WorkType } from "../../../shared/catalogue/workTypes";

export const DEMO_PROBLEMS = {
  ac_repair: [
    "المكيف يعمل ولا يبرد منذ الأمس",
    "AC drips water onto the carpet",
    "صوت عالٍ من الوحدة الخارجية عند التشغيل",
    "Split unit switches off after five minutes",
  ],
  fridge_repair: ["الثلاجة لا تبرد والفريزر سليم", "Fridge door seal is torn", "تسريب ماء أسفل الثلاجة"],
  washer_repair: ["الغسالة لا تصرف الماء", "Washer shakes and walks across the floor", "باب الغسالة لا يفتح"],
  oven_repair: ["شعلة الفرن تنطفئ بعد الإشعال", "Oven does not reach temperature"],
  dishwasher_repair: ["غسالة الصحون تترك بقعًا بيضاء", "Dishwasher stops mid-cycle with code E15"],
  plumbing: ["تسريب ماء تحت مغسلة المطبخ", "Water pressure dropped in the whole flat", "انسداد"],
  electrical: ["القاطع الرئيسي يفصل كل مساء", "Half of the sockets in the living room are dead"],
  site_inspection: ["معاينة قبل تركيب ثلاث وحدات تكييف", "Yearly inspection of the kitchen appliances"],
} as const satisfies Partial<Record<WorkType, readonly string[]>>;

/** Work types the demo has tickets of. */
export type DemoWorkType = keyof typeof DEMO_PROBLEMS;
export const DEMO_WORK_TYPES = Object.keys(DEMO_PROBLEMS) as DemoWorkType[];

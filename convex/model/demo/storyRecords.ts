/** What is attached to the demo's named tickets: pictures, parts, estimates, talk. Data only; writeRecords.ts writes it. */
import type { EstimateLine } from "../../../shared/records/estimates";
import type { AttachmentKind } from "../../../shared/tickets/evidence";
import type { DemoPicture } from "./pictures";
import { STORY_NAMES, type StoryName } from "./stories";

interface StoryPicture {
  readonly picture: DemoPicture;
  readonly kind: AttachmentKind;
  readonly caption: string;
}

export interface StoryRecords {
  readonly pictures: readonly StoryPicture[];
  readonly note?: string;
  /** Said in turn, the customer first. */
  readonly talk?: readonly string[];
  readonly call?: { readonly summary: string; readonly answer: string };
  readonly parts?: {
    readonly name: string;
    readonly partNumber: string;
    readonly upTo: "approved" | "ordered" | "received";
  };
  readonly estimate?: {
    readonly lines: readonly EstimateLine[];
    readonly answer: "open" | "approved" | "declined";
  };
  readonly hold?: string;
  readonly check?: readonly { readonly label: string; readonly issue: string }[];
  readonly device?: {
    readonly kind: "ac" | "fridge" | "washer" | "car";
    readonly brand: string;
    readonly model: string;
  };
}

const part = (description: string, unitAmountMinor: number): EstimateLine => ({
  kind: "part",
  description,
  quantity: 1,
  unitAmountMinor,
});
const labour = (unitAmountMinor: number): EstimateLine => ({
  kind: "labour",
  description: "أجرة الإصلاح",
  quantity: 1,
  unitAmountMinor,
});

export const STORY_RECORDS: Partial<Record<StoryName, StoryRecords>> = {
  waiting_parts: {
    pictures: [
      { picture: "compressor", kind: "before", caption: "الضاغط والمرحّل التالف" },
      { picture: "serialPlate", kind: "serial", caption: "" },
    ],
    note: "المورّد وعد بالقطعة يوم الأحد، ويفضّل العميل الاتصال بعد العصر",
    talk: ["متى تصل القطعة؟", "طلبناها، وسنتصل بك فور وصولها إن شاء الله"],
    parts: { name: "مرحّل ضاغط", partNumber: "6749C-0014E", upTo: "ordered" },
    hold: "القطعة غير متوفرة في المستودع",
    device: { kind: "fridge", brand: "Samsung", model: "RT50" },
  },
  return_visit: {
    pictures: [{ picture: "splitUnit", kind: "before", caption: "" }],
    parts: { name: "Control board", partNumber: "PCB-0971", upTo: "received" },
    device: { kind: "ac", brand: "Gree", model: "GWC18" },
  },
  in_workshop: {
    pictures: [
      { picture: "pump", kind: "device", caption: "المضخة قبل الفك" },
      { picture: "serialPlate", kind: "serial", caption: "" },
    ],
    note: "المحرك سليم، والعطل في حساس الضغط",
  },
  delivery_failed: {
    pictures: [{ picture: "pump", kind: "device", caption: "" }],
    call: { summary: "اتصلنا ثلاث مرات عند الباب", answer: "لم يرد" },
  },
  no_show: {
    pictures: [],
    call: { summary: "اتصال قبل الوصول بعشر دقائق", answer: "قال إنه في البيت" },
  },
  awaiting_approval: {
    pictures: [{ picture: "splitUnit", kind: "before", caption: "تسريب من الوحدة الداخلية" }],
    talk: ["هل يشمل السعر تنظيف الوحدة؟", "نعم، التنظيف ضمن الأجرة"],
    estimate: { lines: [part("مضخة تصريف", 18_000), labour(15_000)], answer: "open" },
    device: { kind: "ac", brand: "LG", model: "S4-W18" },
  },
  disputed: {
    pictures: [{ picture: "compressor", kind: "before", caption: "" }],
    estimate: { lines: [part("ضاغط جديد", 145_000), labour(40_000)], answer: "declined" },
    call: { summary: "اعترض على سعر الضاغط", answer: "عرضنا ضاغطًا مستعملًا بضمان شهر" },
  },
  call_back: {
    pictures: [
      { picture: "splitUnit", kind: "before", caption: "" },
      { picture: "afterwards", kind: "after", caption: "بعد شحن الغاز" },
      { picture: "serialPlate", kind: "serial", caption: "" },
    ],
    note: "عاد العطل بعد خمسة أيام؛ افحص التسريب قبل الشحن هذه المرة",
    device: { kind: "ac", brand: "Gree", model: "GWC24" },
  },
  quality_check: {
    pictures: [],
    estimate: { lines: [part("Brake pads, front", 22_000), labour(18_000)], answer: "approved" },
    check: [
      { label: "Brake pads seated", issue: "" },
      { label: "Road test", issue: "Slight noise at low speed" },
    ],
    device: { kind: "car", brand: "Toyota", model: "Hilux 2021" },
  },
  on_the_way_to_workshop: {
    pictures: [{ picture: "washer", kind: "device", caption: "حالة الغسالة عند الاستلام" }],
  },
};

/** Every picture of every story, always in the same order. */
export function storyPictures(): (StoryPicture & { readonly story: StoryName })[] {
  return STORY_NAMES.flatMap((story) =>
    (STORY_RECORDS[story]?.pictures ?? []).map((picture) => ({ ...picture, story })),
  );
}

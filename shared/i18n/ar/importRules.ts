/* Arabic: fields of an import and why a row was refused. Keys are the codes of shared/imports. */
export const importFields = {
  externalId: "رقم الطلب",
  contactName: "اسم العميل",
  phone: "الهاتف",
  address: "العنوان",
  city: "المدينة",
  lat: "خط العرض",
  lng: "خط الطول",
  workType: "نوع العمل",
  problem: "المشكلة",
  details: "التفاصيل",
  priority: "الأولوية",
  requestedAt: "تاريخ الطلب",
} as const;

export const rowErrors = {
  missing: "الحقل فارغ وهو مطلوب.",
  tooLong: "النص أطول من المسموح.",
  controlCharacters: "فيه محارف تحكم غير مرئية.",
  notANumber: "ليس رقمًا.",
  outOfRange: "لا يوجد مكان على الأرض بهذا الإحداثي.",
  swapped: "يبدو أن خط العرض وخط الطول متبادلان.",
  halfPoint: "ينقص أحد الإحداثيين.",
  noPlace: "لا يوجد عنوان ولا إحداثيات.",
  badPhone: "ليس رقم هاتف.",
  badDate: "تاريخ لا يمكن قراءته.",
  inFuture: "التاريخ في المستقبل.",
  unknownPriority: "أولوية غير معروفة.",
  badEncoding: "الأحرف تالفة: حُفظ الملف بترميز آخر.",
  columnCount: "عدد أعمدة الصف يختلف عن عدد أعمدة العناوين.",
} as const;

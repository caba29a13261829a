/* Arabic: words of the ticket lifecycle. Keys are the codes of shared/tickets. */
export const statuses = {
  new: "جديدة",
  assigned: "تم الإسناد",
  scheduled: "مجدولة",
  on_route: "في الطريق",
  arrived: "وصل الموقع",
  inspecting: "جاري الفحص",
  diagnosed: "تم التشخيص",
  repairing: "جاري الإصلاح",
  completed: "مكتملة",
  cancelled: "ملغاة",
} as const;

/** The same statuses in the words a customer is told. */
export const customerStatuses = {
  new: "تم استلام طلبك",
  assigned: "تم تعيين فني",
  scheduled: "تم تحديد موعد الزيارة",
  on_route: "الفني في الطريق إليك",
  arrived: "الفني وصل",
  inspecting: "جاري فحص الجهاز",
  diagnosed: "تم تحديد المشكلة",
  repairing: "جاري الإصلاح",
  completed: "تم الإصلاح بنجاح",
  cancelled: "تم إلغاء الطلب",
} as const;

export const phases = {
  requested: "مطلوبة",
  planned: "مخططة",
  travelling: "في الطريق",
  at_work: "قيد العمل",
  waiting: "بانتظار",
  workshop: "في الورشة",
  closed_good: "منجزة",
  closed_bad: "أُغلقت دون إصلاح",
} as const;

export const actions = {
  assign: "إسناد",
  reassign: "إعادة إسناد",
  schedule: "جدولة",
  reschedule: "تغيير الموعد",
  unassign: "سحب الإسناد",
  start_trip: "بدء الرحلة",
  turn_back: "العودة من الطريق",
  arrive: "وصلت",
  start_inspection: "بدء الفحص",
  complete_diagnosis: "إنهاء التشخيص",
  start_repair: "بدء الإصلاح",
  mark_completed: "إنهاء العمل",
  cancel: "إلغاء التذكرة",
  create: "إنشاء",
  import: "استيراد",
} as const;

/** One line of the staff timeline per action; who and when stand beside it. */
export const timeline = {
  create: "أُنشئت",
  import: "استُوردت من ملف",
  assign: "أُسندت",
  reassign: "أُعطيت لفني آخر",
  schedule: "حُدد موعدها",
  reschedule: "نُقلت إلى موعد آخر",
  unassign: "أُعيدت إلى القائمة",
  start_trip: "بدأت الرحلة",
  turn_back: "رجع الفني",
  arrive: "وصل الفني",
  start_inspection: "بدأ الفحص",
  complete_diagnosis: "اكتمل التشخيص",
  start_repair: "بدأ الإصلاح",
  mark_completed: "اكتملت",
  cancel: "أُلغيت",
} as const;

export const priorities = { low: "منخفضة", normal: "عادية", high: "مرتفعة", urgent: "عاجلة" } as const;

export const reasons = {
  customer_request: "بطلب من العميل",
  duplicate: "يوجد طلب مماثل",
  out_of_area: "خارج نطاق الخدمة",
  no_answer: "العميل لا يرد",
  customer_absent: "العميل غير متواجد",
  wrong_address: "العنوان غير صحيح",
  vehicle_problem: "عطل في المركبة",
  sent_elsewhere: "توجيه إلى مهمة أكثر إلحاحًا",
  other: "سبب آخر",
} as const;

export const noFixReasons = {
  permission_denied: "الموقع غير مسموح به لهذه الصفحة",
  unavailable: "تعذر على الهاتف تحديد موقعه",
  timeout: "استغرق تحديد الموقع وقتًا طويلًا",
} as const;

export const travelStates = {
  planned: "مخططة",
  en_route: "في الطريق",
  arrived: "في الموقع",
  done: "منجزة",
  failed: "لم تتم",
  called_off: "أُلغيت",
} as const;

export const roles = {
  customer: "عميل",
  technician: "فني",
  dispatcher: "موزّع المهام",
  supervisor: "مشرف",
  workshop: "الورشة",
  admin: "مدير النظام",
  owner: "المالك",
} as const;

/* Arabic: words of the ticket lifecycle. Keys are the codes of shared/tickets. */
export const statuses = {
  pending_payment: "بانتظار الدفع",
  under_review: "قيد المراجعة",
  new: "جديدة",
  assigned: "تم الإسناد",
  scheduled: "مجدولة",
  no_show: "لم يحضر أحد",
  on_route: "في الطريق",
  arrived: "وصل الموقع",
  inspecting: "جاري الفحص",
  diagnosed: "تم التشخيص",
  awaiting_approval: "بانتظار الموافقة",
  waiting_parts: "بانتظار قطع",
  repairing: "جاري الإصلاح",
  quality_check: "فحص الجودة",
  pickup_device: "سحب الجهاز",
  in_workshop: "في الورشة",
  ready_delivery: "جاهز للتسليم",
  completed: "مكتملة",
  not_fixed: "لم يتم الإصلاح",
  cancelled: "ملغاة",
  rejected: "مرفوضة",
} as const;

/** The same statuses in the words a customer is told. */
export const customerStatuses = {
  pending_payment: "بانتظار الدفع لتأكيد طلبك",
  under_review: "طلبك قيد المراجعة",
  new: "تم استلام طلبك",
  assigned: "تم تعيين فني",
  scheduled: "تم تحديد موعد الزيارة",
  no_show: "لم نتمكن من اللقاء في الموعد",
  on_route: "الفني في الطريق إليك",
  arrived: "الفني وصل",
  inspecting: "جاري فحص الجهاز",
  diagnosed: "تم تحديد المشكلة",
  awaiting_approval: "بانتظار موافقتك",
  waiting_parts: "بانتظار قطع الغيار",
  repairing: "جاري الإصلاح",
  quality_check: "جاري فحص جودة العمل",
  pickup_device: "تم سحب الجهاز للورشة",
  in_workshop: "الجهاز في الورشة",
  ready_delivery: "جاهز للتسليم",
  completed: "تم الإصلاح بنجاح",
  not_fixed: "تعذر الإصلاح",
  cancelled: "تم إلغاء الطلب",
  rejected: "تعذر قبول الطلب",
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
  plan_return: "تحديد زيارة أخرى",
  plan_delivery: "تحديد موعد التسليم",
  change_duration: "تغيير المدة",
  record_payment: "تسجيل الدفع",
  start_review: "إحالة للمراجعة",
  approve_request: "قبول الطلب",
  reject_request: "رفض الطلب",
  accept_offer: "قبول المهمة",
  start_trip: "بدء الرحلة",
  arrive: "وصلت",
  check_in: "تسجيل الوصول",
  start_inspection: "بدء الفحص",
  complete_diagnosis: "إنهاء التشخيص",
  start_repair: "بدء الإصلاح",
  start_session: "بدء الجلسة",
  parts_received: "وصلت القطع، متابعة",
  resume_work: "متابعة الإصلاح",
  resume_in_workshop: "متابعة في الورشة",
  start_quality_check: "بدء فحص الجودة",
  mark_completed: "إنهاء العمل",
  check_in_workshop: "استلام في الورشة",
  repair_complete: "اكتمل الإصلاح",
  deliver_device: "تسليم",
  return_device: "إعادة دون إصلاح",
  request_parts: "انتظار قطع",
  request_approval: "انتظار موافقة العميل",
  pickup_device: "سحب الجهاز",
  fail_quality_check: "إعادة للإصلاح",
  fail_delivery: "تعذر التسليم",
  report_no_show: "لم يحضر أحد",
  mark_not_fixed: "تعذر الإصلاح",
  turn_back: "العودة من الطريق",
  confirm_visit: "تأكيد الموعد",
  decline_visit: "الموعد غير مناسب",
  promise_window: "تحديد فترة الوصول",
  recall_return: "سحب زيارة العودة",
  recall_rebooking: "سحب الزيارة الجديدة",
  release: "ترك تحديد الموعد للفني",
  unassign: "سحب الإسناد",
  decline_offer: "الاعتذار عن المهمة",
  expire_offer: "إنهاء مهلة العرض",
  change_priority: "تغيير الأولوية",
  call_back: "فتح بلاغ متابعة",
  cancel: "إلغاء التذكرة",
  create: "إنشاء",
  import: "استيراد",
} as const;

/** One line of the staff timeline per action; who and when stand beside it. */
export const timeline = {
  assign: "أُسندت",
  reassign: "أُعطيت لفني آخر",
  schedule: "حُدد موعدها",
  reschedule: "نُقلت إلى موعد آخر",
  plan_return: "حُددت زيارة أخرى",
  plan_delivery: "حُدد موعد التسليم",
  change_duration: "تغيّرت المدة",
  record_payment: "وصل الدفع",
  start_review: "أُحيلت للمراجعة",
  approve_request: "قُبل الطلب",
  reject_request: "رُفض الطلب",
  accept_offer: "قُبلت المهمة",
  start_trip: "بدأت الرحلة",
  arrive: "وصل الفني",
  check_in: "سُجل الوصول",
  start_inspection: "بدأ الفحص",
  complete_diagnosis: "اكتمل التشخيص",
  start_repair: "بدأ الإصلاح",
  start_session: "بدأت الجلسة",
  parts_received: "وصلت القطع",
  resume_work: "استؤنف الإصلاح",
  resume_in_workshop: "استؤنف العمل في الورشة",
  start_quality_check: "بدأ فحص الجودة",
  mark_completed: "اكتملت",
  check_in_workshop: "استُلم في الورشة",
  repair_complete: "اكتمل الإصلاح وأصبح جاهزًا للتسليم",
  deliver_device: "سُلّم",
  return_device: "أُعيد دون إصلاح",
  request_parts: "بانتظار القطع",
  request_approval: "بانتظار موافقة العميل",
  pickup_device: "سُحب الجهاز",
  fail_quality_check: "أُعيدت للإصلاح",
  fail_delivery: "تعذر التسليم",
  report_no_show: "لم يحضر أحد",
  mark_not_fixed: "لم يتم الإصلاح",
  turn_back: "رجع الفني",
  confirm_visit: "تأكد الموعد",
  decline_visit: "اعتذر العميل عن الموعد",
  promise_window: "حُددت فترة الوصول",
  recall_return: "سُحبت زيارة العودة",
  recall_rebooking: "سُحبت الزيارة الجديدة",
  release: "تُرك الموعد للفني",
  unassign: "أُعيدت إلى القائمة",
  decline_offer: "اعتذر الفني عن المهمة",
  expire_offer: "انتهت مهلة العرض دون رد",
  change_priority: "تغيرت الأولوية",
  call_back: "فُتح بلاغ متابعة",
  cancel: "أُلغيت",
  create: "أُنشئت",
  import: "استُوردت من ملف",
} as const;

export const priorities = { low: "منخفضة", normal: "عادية", high: "مرتفعة", urgent: "عاجلة" } as const;

export const reasons = {
  customer_request: "بطلب من العميل",
  duplicate: "يوجد طلب مماثل",
  out_of_area: "خارج نطاق الخدمة",
  out_of_scope: "خارج نطاق خدماتنا",
  no_answer: "العميل لا يرد",
  customer_absent: "العميل غير متواجد",
  wrong_address: "العنوان غير صحيح",
  vehicle_problem: "عطل في المركبة",
  sent_elsewhere: "توجيه إلى مهمة أكثر إلحاحًا",
  running_late: "تأخر العمل السابق",
  technician_sick: "ظرف صحي",
  too_far: "بعيدة جدًا",
  missing_skill: "ليست من تخصصي",
  time_not_suitable: "الوقت غير مناسب",
  needs_workshop_tools: "يحتاج أدوات الورشة",
  long_repair: "الإصلاح يستغرق وقتًا طويلًا",
  payment_missing: "لم يصل الدفع",
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
  paused: "متوقفة مؤقتًا",
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
  system: "تلقائي",
} as const;

export const notFixedReasons = {
  customer_absent: "العميل غير متواجد",
  customer_refused_cost: "العميل رفض التكلفة",
  out_of_scope: "خارج نطاق الخدمة",
  beyond_repair: "غير قابل للإصلاح",
  parts_unavailable: "القطع غير متوفرة",
  other: "سبب آخر",
} as const;

export const visitKinds = {
  visit: "زيارة",
  return: "زيارة عودة",
  delivery: "تسليم",
  drop_off: "إحضار إلى الورشة",
  session: "جلسة",
} as const;

export const confirmations = {
  tentative: "لم يتأكد بعد",
  confirmed: "مؤكد",
  declined: "اعتذر العميل",
} as const;

export const offerStates = {
  none: "إسناد مباشر",
  offered: "معروضة، بانتظار الرد",
  accepted: "مقبولة",
  declined: "معتذر عنها",
  expired: "انتهت المهلة",
} as const;

export const parties = {
  customer: "العميل",
  technician: "الفني",
} as const;

export const custodies = {
  customer: "عند العميل",
  technician: "مع الفني",
  workshop: "في الورشة",
} as const;

export const outcomes = {
  fixed: "تم الإصلاح",
  not_fixed: "لم يتم الإصلاح",
  cancelled: "ملغاة",
  no_show: "لم يحضر أحد",
  rejected: "مرفوضة",
} as const;

export const flowProfiles = {
  home_repair: "إصلاح منزلي",
  vehicle_service: "خدمة مركبات متنقلة",
  workshop: "ورشة",
  session: "جلسة",
} as const;

export const absenceReasons = {
  leave: "إجازة",
  sick: "مرض",
  training: "تدريب",
  vehicle: "المركبة في الصيانة",
  other: "سبب آخر",
} as const;

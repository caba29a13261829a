/* Arabic: every error code of shared/errors and every blocker of shared/tickets, as a sentence. */
export const errors = {
  auth: {
    signedOut: "انتهت جلستك. سجّل الدخول من جديد، ولن يضيع ما كتبته.",
    signUpClosed: "تُنشئ شركتك الحسابات، ولا تُنشأ من هذه الصفحة.",
  },
  access: { denied: "هذا العنصر غير موجود، أو لا يحق لحسابك الاطلاع عليه." },
  input: { invalid: "قيمة الحقل «{{field}}» غير صالحة." },
  ticket: {
    changedMeanwhile: "سبقك {{by}} إلى تغيير {{number}}. انظر إليها من جديد ثم قرر.",
    blocked: "لا يمكن تغيير {{number}} بهذه الطريقة:",
    numberUnavailable: "لم يُعثر على رقم تذكرة متاح. حاول مجددًا.",
  },
  operation: { reused: "أُرسل هذا التغيير من قبل لأمر آخر. أعد تحميل الصفحة ثم حاول مجددًا." },
  import: {
    finished: "أُغلق هذا الاستيراد. ابدأ استيرادًا جديدًا.",
    batchOutOfOrder: "وصلت الصفوف بغير ترتيبها، والخادم ينتظر الجزء {{expected}}.",
    tooManyRows: "صفوف كثيرة دفعة واحدة، والحد الأقصى {{max}}.",
    fileTooLarge: "الملف كبير جدًا، والحد الأقصى {{maxMb}} ميغابايت.",
    unreadable: "تعذرت قراءة الملف نصًا. احفظه بصيغة CSV وترميز UTF-8 ثم حاول مجددًا.",
    empty: "لا يحتوي الملف على صفوف.",
  },
  demo: { off: "هذا النظام ليس نسخة تجريبية." },
  unexpected: "حدث خلل لدينا. ما أدخلته محفوظ، حاول مجددًا.",
  offline: "لا يوجد اتصال. التغيير محفوظ هنا ويُرسل عند عودة الاتصال.",
} as const;

export const blockers = {
  statusForbids: "لا يمكن «{{action}}» والتذكرة في حالة «{{status}}».",
  roleForbids: "«{{action}}» غير متاح لدور {{role}}.",
  notYours: "لم تعد {{number}} لديك.",
  changedMeanwhile: "غيّر {{by}} التذكرة {{number}} الساعة {{changedAt}} ({{action}}).",
  alreadyPlaced: "التذكرة موجودة هناك أصلًا: {{technician}}.",
  technicianInactive: "لم يعد {{technician}} يعمل هنا.",
  technicianOffDuty: "{{technician}} خارج الدوام.",
  otherBranch: "لا يتبع {{technician}} فرع {{branch}}.",
  skillMissing: "تنقص {{technician}} مهارة: {{skills}}.",
  overlap: "لدى {{technician}} التذكرة {{number}} من {{startsAt}} إلى {{endsAt}}.",
  outsideShift: "دوام {{technician}} من {{shiftStart}} إلى {{shiftEnd}}.",
  dayOff: "لا يعمل {{technician}} يوم {{weekday}}.",
  startsInPast: "الساعة {{startsAt}} مضت.",
  timeMissing: "لم يُحدد وقت البدء.",
  reasonMissing: "لم يُذكر السبب.",
  noteMissing: "لم تُكتب الملاحظة.",
  fixMissing: "ينقص الموقع، أو سبب عدم توفره.",
  busyElsewhere: "{{number}} لا تزال جارية. أنهها أولًا.",
  noticeTooShort: "بقي أقل من {{hours}} ساعة على الزيارة. يُرجى الاتصال بنا.",
} as const;

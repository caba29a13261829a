/* Arabic: what a customer can do on the page of his request. */
export const desk = {
  code: {
    sent: "أُرسل رمز إلى",
    none: "لم يصل رمز؟ إذًا لا خدمة رسائل موصولة هنا. اتصل بنا:",
  },
  estimates: {
    title: "عرض السعر",
    answer: "جوابك",
    approve: "أوافق",
    decline: "أرفض",
    why: "ما الذي ينبغي أن يتغير",
  },
  steps: {
    title: "زيارتك",
    requestTitle: "تعديل طلبك",
    move: "اختر وقتًا آخر",
    day: "اليوم",
    hour: "من الساعة",
    keep: "اتركه كما هو",
    verb: {
      cancel: "ألغِ الطلب",
      confirm_visit: "الوقت يناسبني",
      decline_visit: "الوقت لا يناسبني",
      call_back: "عاد العطل",
    },
  },
  talk: {
    title: "اكتب إلينا",
    pictures: "أضف صورًا",
    unread_zero: "لا رسائل جديدة",
    unread_one: "رسالة جديدة لك",
    unread_two: "رسالتان جديدتان لك",
    unread_few: "{{count, number}} رسائل جديدة لك",
    unread_many: "{{count, number}} رسالة جديدة لك",
    unread_other: "{{count, number}} رسالة جديدة لك",
  },
  review: {
    ask: "كيف كانت الخدمة؟",
    thanks: "شكرًا على تقييمك",
    stars: "النجوم",
    text: "ما الذي ينبغي أن نعرفه (اختياري)",
    send: "أرسل التقييم",
  },
  confirm: {
    title: "أكّد إنجاز العمل",
    text: "عندما ينتهي العمل كما اتُّفق، أكّده هنا بدل التوقيع على هاتف الفني.",
    verb: "أكّد العمل",
    done: "شكرًا، أُكّد العمل",
  },
} as const;

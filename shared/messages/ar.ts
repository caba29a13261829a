/** Arabic: the texts of every message. Words of codes (types, reasons) are in words.ts. */
import type { MessageCatalogue } from "./text";

export const ar: MessageCatalogue = {
  visit_scheduled: {
    subject: "موعدك: {{startsAt}}",
    body: "{{company}}: تم تحديد موعد طلبك {{number}} يوم {{startsAt}} حتى {{endsAt}}. تابعه من هنا: {{link}}",
  },
  visit_moved: {
    subject: "تغيّر موعدك: {{startsAt}}",
    body: "{{company}}: تغيّر موعد الطلب {{number}} إلى {{startsAt}} حتى {{endsAt}}. تابعه من هنا: {{link}}",
  },
  visit_called_off: {
    subject: "أُلغي موعدك",
    body: "{{company}}: لن تتم الزيارة الخاصة بالطلب {{number}} في موعدها. سنخبرك بالموعد الجديد.",
  },
  visit_reminder_day: {
    subject: "تذكير: {{startsAt}}",
    body: "{{company}}: سنزورك يوم {{startsAt}} حتى {{endsAt}} بخصوص الطلب {{number}}. إن لم يناسبك الموعد: {{link}}",
  },
  visit_reminder_hours: {
    subject: "اليوم الساعة {{startsAt}}",
    body: "{{company}}: سنزورك اليوم من {{startsAt}} حتى {{endsAt}} بخصوص الطلب {{number}}. تابع الفني: {{link}}",
  },
  session_reminder: {
    subject: "جلستك: {{startsAt}}",
    body: "{{company}}: تبدأ جلستك {{number}} يوم {{startsAt}}. التفاصيل: {{link}}",
  },
  feedback_request: {
    subject: "كيف كانت الخدمة؟",
    body: "{{company}}: كيف كانت خدمتنا في الطلب {{number}}؟ دقيقة من وقتك تفيدنا: {{link}}",
  },
  ticket_received: {
    subject: "استلمنا طلبك {{number}}",
    body: "{{company}}: استلمنا طلبك {{number}}. تابعه من هنا: {{link}}",
  },
  ticket_cancelled: {
    subject: "أُلغي الطلب {{number}}",
    body: "{{company}}: أُلغي طلبك {{number}}. إن لم تتوقع ذلك فاتصل بنا من فضلك.",
  },
  estimate_ready: {
    subject: "عرض سعر الطلب {{number}}: {{amount}}",
    body: "{{company}}: عرض سعر الطلب {{number}} هو {{amount}}. اطّلع عليه وأجب من هنا: {{link}}",
  },
  day_plan: {
    subject: "يومك {{day}}",
    body: "عدد زيارات {{day}}: {{visits}}. تبدأ الأولى الساعة {{startsAt}}.",
  },
  photos_missing: {
    subject: "{{number}}: تنقص صور",
    body: "ما زال الطلب {{number}} يحتاج صورًا قبل الخطوة التالية: {{missing}}.",
  },
  parts_arrived: {
    subject: "{{number}}: وصلت القطع",
    body: "وصلت قطع الطلب {{number}}، ويمكن متابعة العمل.",
  },
  escalation_opened: {
    subject: "{{number}}: تصعيد من المستوى {{level}}",
    body: "صُعّد الطلب {{number}} إلى المستوى {{level}} ({{type}}): {{reason}}.",
  },
  escalation_resolved: {
    subject: "{{number}}: حُلّ التصعيد",
    body: "حُلّ تصعيد الطلب {{number}} ({{type}}): {{notes}}",
  },
  escalation_reopened: {
    subject: "{{number}}: أُعيد فتح التصعيد",
    body: "أُعيد فتح تصعيد الطلب {{number}} ({{type}}) على المستوى {{level}}.",
  },
  customer_message: {
    subject: "{{number}}: رسالة من العميل",
    body: "كتب العميل رسالة على الطلب {{number}} وينتظر الرد.",
  },
  staff_message: {
    subject: "{{number}}: رسالة من {{from}}",
    body: "كتب {{from}} رسالة على الطلب {{number}}.",
  },
  sign_off_code: {
    subject: "رمز الطلب {{number}}",
    body: "{{company}}: عند انتهاء العمل في الطلب {{number}} أخبر الفني بهذا الرمز: {{code}}. صالح لمدة {{minutes}} دقيقة.",
  },
  one_time_code: {
    subject: "رمزك",
    body: "{{company}}: رمزك هو {{code}}، صالح لمدة {{minutes}} دقيقة. لا تخبر به أحدًا.",
  },
  invitation: {
    subject: "دعوة إلى {{company}}",
    body: "يدعوك {{inviter}} إلى {{company}}. جهّز حسابك من هنا خلال {{days}} أيام: {{link}}",
  },
  password_reset: {
    subject: "كلمة مرور جديدة",
    body: "{{company}}: رمز تعيين كلمة مرور جديدة هو {{code}}، صالح لمدة {{minutes}} دقيقة. إن لم تطلبه فلا تفعل شيئًا.",
  },
  custom: { subject: "{{subject}}", body: "{{text}}" },
};

/* Arabic: words of escalations and service promises, shared by pages and by messages. */
export const escalationTypes = {
  assignment: "الإسناد",
  schedule: "تحديد الموعد",
  trip: "تأخر الانطلاق",
  arrival: "تأخر الوصول",
  parts: "انتظار القطع",
  completion_delay: "طول مدة الطلب",
  workshop: "طول البقاء في الورشة",
  complaint: "شكوى",
  sla_breach: "إخلال بالوعد",
} as const;

export const slaRules = {
  "SLA-001": "لم يُسند الطلب إلى فني في الوقت المحدد",
  "SLA-002": "لم يُحدد موعد في الوقت المحدد",
  "SLA-003": "لم تبدأ الزيارة في موعدها",
  "SLA-004": "طالت مدة الطريق",
  "SLA-005": "طال انتظار القطع",
  "SLA-006": "طالت مدة بقاء الطلب مفتوحًا",
  "SLA-007": "اشتكى العميل",
  "SLA-008": "طال بقاء الجهاز في الورشة",
} as const;

/* Arabic: what the board's map says of a selection and offers to do with it. */
export const boardMap = {
  ticket: "التذكرة {{number}}",
  technician: "الفني {{name}}",
  nobody: "بلا فني بعد",
  open: "افتح",
  call: "اتصل",
  message: "راسل",
  inLane: "في المسار",
  day: "يومه",
  follow: "تابعه على الخريطة",
  following: "تتابعه الآن",
} as const;

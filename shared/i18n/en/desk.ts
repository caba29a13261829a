/* English: what a customer can do on the page of his request. */
export const desk = {
  code: {
    sent: "A code was sent to",
    none: "No code? Then no message service is connected here. Call us:",
  },
  estimates: {
    title: "Estimate",
    answer: "Your answer",
    approve: "Approve",
    decline: "Decline",
    why: "What should be different",
  },
  steps: {
    title: "Your visit",
    requestTitle: "Change your request",
    move: "Choose another time",
    day: "Day",
    hour: "From",
    keep: "Leave it as it is",
    verb: {
      cancel: "Call it off",
      confirm_visit: "The time suits me",
      decline_visit: "The time does not suit me",
      call_back: "The fault is back",
    },
  },
  talk: {
    title: "Write to us",
    pictures: "Add pictures",
    unread_one: "{{count, number}} new message for you",
    unread_other: "{{count, number}} new messages for you",
  },
  review: {
    ask: "How was it?",
    thanks: "Thank you for your review",
    stars: "Stars",
    text: "What we should know (optional)",
    send: "Send the review",
  },
  confirm: {
    title: "Confirm the finished work",
    text: "When the work is done as agreed, confirm it here instead of signing on the technician's phone.",
    verb: "Confirm the work",
    done: "Thank you, the work is confirmed",
  },
} as const;

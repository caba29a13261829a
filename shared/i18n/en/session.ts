/* English: signing in. */
export const session = {
  title: "Sign in",
  lead: "Who goes where, when, on one board.",
  email: "E-mail",
  password: "Password",
  submit: "Sign in",
  submitting: "Signing in…",
  wrong: "E-mail or password is not right.",
  unreachable: "The server cannot be reached now. Check the connection and try again.",
  demo: {
    title: "Try it with one click",
    text: "Demo accounts with sample data. Open two of them side by side and watch one follow the other.",
  },
} as const;

/* English: signing in. */
export const session = {
  title: "Sign in",
  lead: "Who goes where, when, on one board.",
  email: "E-mail",
  password: "Password",
  submit: "Sign in",
  submitting: "Signing in…",
  wrong: "E-mail or password is not right.",
  wrongHint: "After several wrong tries the right password is refused for a while, too.",
  failed: "The server could not sign you in just now.",
  failedHint: "This says nothing about your password. Try again in a moment.",
  unreachable: "The server cannot be reached now. Check the connection and try again.",
  service: {
    failedTitle: "The sign-in service cannot be reached",
    failedText: "Nobody can be signed in until it answers. Check the connection, then load the page again.",
    reload: "Load again",
  },
  demo: {
    title: "Try it with one click",
    text: "Demo accounts with sample data. Open two of them side by side and watch one follow the other.",
  },
} as const;

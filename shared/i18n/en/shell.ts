/* English: the frame around every page, and words of the interface itself. */
export const shell = {
  product: "Maydan",
  tagline: "Dispatch board",
  skipToContent: "Skip to content",
  nav: { label: "Pages", board: "Board", import: "Import", my: "My day" },
  menu: { label: "Settings and account", signOut: "Sign out" },
  language: { label: "Language", ar: "العربية", en: "English" },
  digits: { label: "Digits", auto: "As in the language", arab: "٠١٢٣", latn: "0123" },
  theme: { label: "Theme", system: "As the system", light: "Light", dark: "Dark" },
  timeDirection: {
    label: "Time on the lanes",
    reading: "In reading direction",
    ltr: "Always left to right",
  },
  connection: {
    live: "Live",
    connecting: "Connecting…",
    offline: "Connection lost. Changes you make are kept and sent when it returns.",
    offlineShort: "Offline",
    pending_one: "{{count, number}} change on its way",
    pending_other: "{{count, number}} changes on their way",
  },
  close: "Close",
  cancel: "Cancel",
  retry: "Try again",
  reload: "Reload the page",
  messages: "Messages",
  loading: "Loading",
  failure: {
    title: "This part of the page stopped working",
    text: "What you saved is safe. Try again; if it happens once more, reload the page.",
    noDeploymentTitle: "The server cannot be reached",
    noDeploymentText: "Trying again by itself. You need not reload.",
  },
  notFound: {
    title: "There is no page here",
    text: "The address may be old or mistyped.",
    action: "Go to the start",
  },
  noMember: {
    title: "This account belongs to no company",
    text: "Ask the administrator of your company to add you, or sign in with another account.",
  },
  noAccess: {
    title: "This page is not for your role",
    text: "Your account ({{role}}) cannot open it.",
  },
} as const;

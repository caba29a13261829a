/* Prepares the DOM of component tests: matchers, cleanup, the reader's defaults, and browser parts happy-dom lacks. */
import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { startI18n } from "../../web/lib/i18n";
import { setPreferences } from "../../web/lib/preferences";
import { toastQueue } from "../../web/ui/toastQueue";

const i18n = startI18n("en");

Element.prototype.animate ??= () => ({ cancel: () => undefined, finished: Promise.resolve() }) as never;
document.elementFromPoint ??= () => null;
globalThis.PointerEvent ??= MouseEvent as never;

beforeEach(async () => {
  localStorage.clear();
  setPreferences({ locale: "en", digits: "auto", theme: "light", timeDirection: "reading" });
  await i18n.changeLanguage("en");
});

afterEach(() => {
  cleanup();
  toastQueue.clear();
});

/* Every blocker becomes one sentence in both languages, with nothing left unfilled. */
import { renderHook } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { I18nextProvider } from "react-i18next";
import i18next from "i18next";
import type { Blocker } from "../../../shared/tickets/blockers";
import { setPreferences } from "../../../web/lib/preferences";
import { useWords } from "../../../web/lib/useWords";
import { at, ZONE } from "../support/boardRows";

const name = { ar: "فهد", en: "Fahd" };
const BLOCKERS: readonly Blocker[] = [
  { code: "statusForbids", action: "assign", status: "completed" },
  { code: "roleForbids", action: "cancel", role: "technician" },
  { code: "notYours", number: "TK-1" },
  { code: "changedMeanwhile", number: "TK-1", by: name, changedAt: at(9), action: "assign" },
  { code: "alreadyPlaced", technician: name },
  { code: "technicianInactive", technician: name },
  { code: "technicianOffDuty", technician: name },
  { code: "otherBranch", technician: name, branch: { ar: "جدة", en: "Jeddah" } },
  { code: "skillMissing", technician: name, skills: ["cooling", "plumbing"] },
  { code: "overlap", technician: name, number: "TK-2", startsAt: at(13), endsAt: at(14) },
  { code: "outsideShift", technician: name, shiftStart: "08:00", shiftEnd: "20:00" },
  { code: "dayOff", technician: name, weekday: 5 },
  { code: "startsInPast", startsAt: at(7) },
  { code: "timeMissing" },
  { code: "reasonMissing" },
  { code: "noteMissing" },
  { code: "fixMissing" },
  { code: "busyElsewhere", number: "TK-3" },
  { code: "noticeTooShort", hours: 24 },
];

const wrapper = ({ children }: { readonly children: React.ReactNode }) => (
  <I18nextProvider i18n={i18next}>{children}</I18nextProvider>
);

describe.each(["ar", "en"] as const)("blockers in %s", (locale) => {
  test.each(BLOCKERS.map((blocker) => [blocker.code, blocker] as const))("[S-35] %s", async (_, blocker) => {
    setPreferences({ locale });
    await i18next.changeLanguage(locale);
    const { result } = renderHook(() => useWords(), { wrapper });
    const sentence = result.current.blocker(blocker, ZONE);
    expect(sentence).not.toMatch(/\{\{|undefined|blockers\./);
    expect(sentence.length).toBeGreaterThan(5);
    if ("technician" in blocker) expect(sentence).toContain(name[locale]);
    if (blocker.code === "overlap") expect(sentence).toContain(locale === "ar" ? "١٣:٠٠" : "13:00");
  });
});

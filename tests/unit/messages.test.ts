/** Message texts: complete in both languages, filled with the right words, secrets kept out when they must be. */
import { describe, expect, test } from "vitest";
import { ar } from "../../shared/messages/ar";
import { en } from "../../shared/messages/en";
import { renderMessage } from "../../shared/messages/render";
import { withStaffLink } from "../../shared/messages/staffLink";
import { secretsOf, TEMPLATE_CODES, TEMPLATES } from "../../shared/messages/templates";

const placeholders = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").toSorted();

describe("message texts", () => {
  test.each(TEMPLATE_CODES)(
    "[N-08] %s names only its own parameters, the same ones in both languages",
    (code) => {
      const known = Object.keys(TEMPLATES[code]);
      for (const { subject, body } of [ar[code], en[code]])
        expect(placeholders(subject + body).filter((name) => !known.includes(name))).toEqual([]);
      const used = new Set(placeholders(en[code].subject + en[code].body));
      expect(new Set(placeholders(ar[code].subject + ar[code].body))).toEqual(used);
      expect([...used].toSorted()).toEqual(known.toSorted());
    },
  );

  test("[R-01] a reminder says the local day and hour of its branch, in the reader's language", () => {
    const startsAt = Date.UTC(2026, 3, 23, 7, 30);
    const source = {
      template: "visit_reminder_day",
      params: {
        company: { ar: "الواحة", en: "Waha" },
        number: "TK-ABC234",
        startsAt,
        endsAt: startsAt + 90 * 60_000,
        link: "https://pages.test/t/x",
      },
      secrets: {},
      zone: "Asia/Riyadh",
    } as const;
    const english = renderMessage(source, "en");
    expect(english.body).toContain("Waha: we come to you Thursday");
    expect(english.body).toMatch(/10:30 to 12:00 for TK-ABC234/);
    const arabic = renderMessage(source, "ar");
    expect(arabic.body).toContain("الواحة");
    expect(arabic.body).toContain("الخميس");
    expect(arabic.body).toContain("10:30");
    expect(renderMessage({ ...source, zone: "Africa/Cairo" }, "en").body).toContain("09:30 to 11:00");
  });

  test("[R-03] a technician's day is named by weekday, day and month, never as it is stored", () => {
    const source = {
      template: "day_plan",
      params: { day: "2026-11-30", visits: 3, startsAt: Date.UTC(2026, 10, 30, 6, 0) },
      secrets: {},
      zone: "Asia/Riyadh",
    } as const;
    expect(renderMessage(source, "en")).toEqual({
      subject: "Your day Monday 30 November",
      body: "Visits on Monday 30 November: 3. The first one starts at 09:00.",
    });
    const arabic = renderMessage(source, "ar");
    expect(arabic.subject).toContain("الاثنين");
    expect(arabic.subject).toContain("30 نوفمبر");
    expect(arabic.body).not.toContain("2026-11-30");
  });

  test("[R-06] staff are led to the ticket or to their day, by every way but the bell; customers have links of their own", () => {
    const text = { subject: "s", body: "b" };
    const arrived = { audience: "staff", channel: "sms", template: "parts_arrived" } as const;
    const params = { number: "TK-ABC234" };
    const site = "https://pages.test";
    const bodyOf = (message: Parameters<typeof withStaffLink>[1], url = site) =>
      withStaffLink(text, message, url).body;
    expect(bodyOf({ ...arrived, params })).toBe("b\nhttps://pages.test/tickets/TK-ABC234");
    expect(bodyOf({ ...arrived, params, channel: "inApp" })).toBe("b");
    expect(bodyOf({ ...arrived, params, audience: "customer" })).toBe("b");
    expect(bodyOf({ ...arrived, params: {}, template: "invitation" })).toBe("b");
    expect(bodyOf({ ...arrived, params }, "")).toBe("b");
    const day = { day: "2026-11-30", visits: 3, startsAt: 0 };
    expect(bodyOf({ ...arrived, template: "day_plan", params: day })).toBe("b\nhttps://pages.test/my");
  });

  test("[J-45] a wiped secret is dots, and codes of the domain are words", () => {
    const source = {
      template: "one_time_code",
      params: { company: { ar: "الواحة", en: "Waha" }, minutes: 10 },
      secrets: { code: "482913" },
      zone: "Asia/Riyadh",
    } as const;
    expect(renderMessage(source, "en").body).toContain("482913");
    expect(renderMessage({ ...source, secrets: {} }, "en").body).toMatch(/your code is •+\./);
    expect(secretsOf("one_time_code")).toEqual(["code"]);
    const opened = {
      template: "escalation_opened",
      params: { number: "TK-ABC234", level: 2, type: "trip", reason: "SLA-003" },
      secrets: {},
      zone: "Asia/Riyadh",
    } as const;
    expect(renderMessage(opened, "en").body).toBe(
      "TK-ABC234 was escalated to level 2 (Late start): the visit did not start at its time.",
    );
    expect(renderMessage(opened, "ar").body).toContain("تأخر الانطلاق");
  });
});

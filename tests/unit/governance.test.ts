/** The bounds of changing people, passwords, settings and what the audit log keeps, as pure rules. */
import { describe, expect, test } from "vitest";
import { refuseMemberChange } from "../../shared/access/governance";
import { isGoodPassword } from "../../shared/access/password";
import { mayManageRole, STAFF_ROLES, type StaffRole } from "../../shared/access/roles";
import {
  AUDIT_ACTIONS,
  AUDIT_FIELD_NAMES,
  AUDIT_SUBJECTS,
  auditDifference,
} from "../../shared/audit/actions";
import { settings as arSettings } from "../../shared/i18n/ar/settings";
import { settings as enSettings } from "../../shared/i18n/en/settings";
import { isListCode } from "../../shared/settings/lists";
import { isSettingValue, SETTING_KEYS, settingDeclaration } from "../../shared/settings/settings";

describe("[S-29] who may change whom", () => {
  const change = (actor: StaffRole, target: StaffRole, nextRole: StaffRole | null, rest = {}) =>
    refuseMemberChange({
      actor: { membershipId: "a", role: actor },
      target: { membershipId: "t", role: target, active: true },
      nextRole,
      activeOwners: 2,
      ...rest,
    });

  test("every pair of roles: never a rank above the own, neither before nor after", () => {
    for (const actor of STAFF_ROLES)
      for (const target of STAFF_ROLES)
        for (const next of [...STAFF_ROLES, null]) {
          const allowed = mayManageRole(actor, target) && (next === null || mayManageRole(actor, next));
          expect(change(actor, target, next), `${actor} makes ${target} ${next}`).toBe(
            allowed ? null : "people.aboveYou",
          );
        }
  });

  test("the last active owner stays an owner; a second one may go", () => {
    expect(change("owner", "owner", null, { activeOwners: 1 })).toBe("people.lastOwner");
    expect(change("owner", "owner", "admin", { activeOwners: 1 })).toBe("people.lastOwner");
    expect(change("owner", "owner", "owner", { activeOwners: 1 })).toBeNull();
    expect(change("owner", "owner", null)).toBeNull();
  });

  test("nobody shuts himself out or changes his own role", () => {
    const self = { actor: { membershipId: "t", role: "admin" as const } };
    expect(change("admin", "admin", null, self)).toBe("people.yourself");
    expect(change("admin", "admin", "dispatcher", self)).toBe("people.yourself");
    expect(change("admin", "admin", "admin", self)).toBeNull();
  });
});

describe("[Z-01] passwords", () => {
  const good = (password: string) =>
    isGoodPassword(password, { min: 10, known: ["sara.ahmad@waha.demo", "Sara Al-Qahtani"] });

  test.each(["short", "1234567890", "aaaaaaaaaaaa", "password12", "Al-Qahtani1", "x".repeat(129)])(
    "%s is refused",
    (password) => expect(good(password)).toBe(false),
  );
  test.each(["three quiet camels", "كلمات عربية طويلة", "Tr4ffic-at-noon", "my password is a sentence"])(
    "%s is taken",
    (password) => expect(good(password)).toBe(true),
  );
});

describe("[D-08] settings", () => {
  test("every default is inside its own bounds, and every setting has words in both languages", () => {
    for (const key of SETTING_KEYS) {
      expect(isSettingValue(key, settingDeclaration(key).default), key).toBe(true);
      for (const words of [arSettings.values, enSettings.values])
        expect(Object.keys(words), key).toContain(key.replace(".", "-"));
    }
  });

  test("numbers outside the bounds, fractions and other kinds are refused", () => {
    for (const key of SETTING_KEYS) {
      const declared = settingDeclaration(key);
      const bad =
        declared.kind === "number"
          ? [declared.min - 1, declared.max + 1, declared.min + 0.5, "1", true]
          : [1, "true"];
      for (const value of [...bad, null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
        expect(isSettingValue(key, value), `${key} ${String(value)}`).toBe(false);
    }
  });

  test("codes of list entries are small Latin words", () => {
    for (const code of ["tabuk", "north_west_2"]) expect(isListCode(code)).toBe(true);
    for (const code of ["", "A", "Tabuk", "2nd", "تبوك", "a b", "x".repeat(41)])
      expect(isListCode(code)).toBe(false);
  });
});

describe("[Z-09] the audit log", () => {
  test("keeps what differs, on both sides alike, and no secret by any name", () => {
    expect(
      auditDifference(
        { role: "admin", branches: ["a"], same: 1, password: "old", tokenHash: "x" },
        { role: "owner", branches: ["a", "b"], same: 1, password: "new", code: "123456", gone: null },
      ),
    ).toEqual({
      before: { role: "admin", branches: ["a"] },
      after: { role: "owner", branches: ["a", "b"] },
    });
  });

  test("every action and subject has words in both languages", () => {
    for (const words of [arSettings.audit, enSettings.audit]) {
      for (const action of AUDIT_ACTIONS)
        expect(Object.keys(words.actions)).toContain(action.replace(".", "-"));
      expect(Object.keys(words.fields).toSorted()).toEqual([...AUDIT_FIELD_NAMES].toSorted());
      for (const subject of AUDIT_SUBJECTS) expect(Object.keys(words.subjects)).toContain(subject);
    }
  });
});

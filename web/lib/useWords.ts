/*
 * Codes to words in the reader's language: statuses, actions, skills, cities, and whole sentences for blockers.
 * The only place that knows how a parameter of the error catalogue is written out. Decides nothing.
 */
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { isKnownCity } from "../../shared/catalogue/cities";
import type { AssetKind } from "../../shared/catalogue/assetKinds";
import type { Skill } from "../../shared/catalogue/skills";
import { isWorkType } from "../../shared/catalogue/workTypes";
import { type Locale, type LocalizedName, nameFor } from "../../shared/core/localized";
import type { Blocker } from "../../shared/tickets/blockers";
import type { ActorRole } from "../../shared/tickets/facts";
import { isBuiltInReason, type Reason } from "../../shared/tickets/inputs";
import type { Priority } from "../../shared/tickets/priorities";
import type { TicketStatus } from "../../shared/tickets/statuses";
import type { TicketAction } from "../../shared/tickets/transitions";
import type { Format } from "./format";
import { usePreferences } from "./preferences";
import { useFormat } from "./useFormat";
import { type CompanyLists, useCompanyLists } from "./vocabulary";

export interface Words {
  readonly locale: Locale;
  name(name: LocalizedName): string;
  status(status: TicketStatus): string;
  /** The verb on a button. */
  action(action: TicketAction | "create" | "import"): string;
  /** What has happened, in the past tense. */
  timeline(action: TicketAction | "create" | "import"): string;
  priority(priority: Priority): string;
  /** The company's words before the product's; a code nobody has words for stands as it is. */
  workType(code: string): string;
  assetKind(kind: AssetKind): string;
  skill(skill: Skill): string;
  city(city: string): string;
  reason(reason: Reason): string;
  role(role: ActorRole): string;
  weekday(weekday: number): string;
  /** One sentence that says what is in the way; instants are written in the branch's zone. */
  blocker(blocker: Blocker, zone: string): string;
}

/** 1 January 2023 was a Sunday. */
const SUNDAY = Date.UTC(2023, 0, 1);

function makeWords(t: TFunction, format: Format, lists: CompanyLists): Words {
  const { locale } = format;
  const weekdays = new Intl.DateTimeFormat(format.tag, { weekday: "long", timeZone: "UTC" });
  const statuses = new Map<TicketStatus, string>();
  const own = (list: Parameters<CompanyLists["wordOf"]>[0], code: string): string | null => {
    const word = lists.wordOf(list, code);
    return word === null ? null : nameFor(word, locale);
  };
  const words: Words = {
    locale,
    name: (name) => nameFor(name, locale),
    status: (status) => {
      // Asked for thousands of cards at once; the translator is too slow for that.
      const known = statuses.get(status);
      if (known !== undefined) return known;
      const word = t(`statuses.${status}`);
      statuses.set(status, word);
      return word;
    },
    action: (action) => t(`actions.${action}`),
    timeline: (action) => t(`timeline.${action}`),
    priority: (priority) => t(`priorities.${priority}`),
    workType: (code) => own("workTypes", code) ?? (isWorkType(code) ? t(`workTypes.${code}`) : code),
    assetKind: (kind) => t(`assetKinds.${kind}`),
    skill: (skill) => t(`skills.${skill}`),
    city: (city) => own("cities", city) ?? (isKnownCity(city) ? t(`cities.${city}`) : city),
    reason: (reason) => own("reasons", reason) ?? (isBuiltInReason(reason) ? t(`reasons.${reason}`) : reason),
    role: (role) => t(`roles.${role}`),
    weekday: (weekday) => weekdays.format(SUNDAY + weekday * 86_400_000),
    blocker: (blocker, zone) => blockerSentence(blocker, t, words, format, zone),
  };
  return words;
}

/** The sentence of a blocker, every code and instant already in words. */
function blockerSentence(blocker: Blocker, t: TFunction, words: Words, format: Format, zone: string): string {
  switch (blocker.code) {
    case "statusForbids":
      return t("blockers.statusForbids", {
        action: words.action(blocker.action),
        status: words.status(blocker.status),
      });
    case "roleForbids":
      return t("blockers.roleForbids", {
        action: words.action(blocker.action),
        role: words.role(blocker.role),
      });
    case "notYours":
      return t("blockers.notYours", { number: blocker.number });
    case "busyElsewhere":
      return t("blockers.busyElsewhere", { number: blocker.number });
    case "changedMeanwhile":
      return t("blockers.changedMeanwhile", {
        number: blocker.number,
        by: words.name(blocker.by),
        changedAt: format.time(blocker.changedAt, zone),
        action: words.timeline(blocker.action),
      });
    case "alreadyPlaced":
      return t("blockers.alreadyPlaced", { technician: words.name(blocker.technician) });
    case "technicianInactive":
      return t("blockers.technicianInactive", { technician: words.name(blocker.technician) });
    case "technicianOffDuty":
      return t("blockers.technicianOffDuty", { technician: words.name(blocker.technician) });
    case "unwantedByCustomer":
      return t("blockers.unwantedByCustomer", { technician: words.name(blocker.technician) });
    case "otherBranch":
      return t("blockers.otherBranch", {
        technician: words.name(blocker.technician),
        branch: words.name(blocker.branch),
      });
    case "skillMissing":
      return t("blockers.skillMissing", {
        technician: words.name(blocker.technician),
        skills: format.list(blocker.skills.map(words.skill)),
      });
    case "overlap":
      return t("blockers.overlap", {
        technician: words.name(blocker.technician),
        number: blocker.number,
        startsAt: format.time(blocker.startsAt, zone),
        endsAt: format.time(blocker.endsAt, zone),
      });
    case "outsideShift":
      return t("blockers.outsideShift", {
        technician: words.name(blocker.technician),
        shiftStart: format.digits(blocker.shiftStart),
        shiftEnd: format.digits(blocker.shiftEnd),
      });
    case "dayOff":
      return t("blockers.dayOff", {
        technician: words.name(blocker.technician),
        weekday: words.weekday(blocker.weekday),
      });
    case "startsInPast":
      return t("blockers.startsInPast", { startsAt: format.time(blocker.startsAt, zone) });
    case "noticeTooShort":
      return t("blockers.noticeTooShort", { hours: format.number(blocker.hours) });
    case "technicianAbsent":
      return t("blockers.technicianAbsent", {
        technician: words.name(blocker.technician),
        startsAt: format.dateTime(blocker.startsAt, zone),
        endsAt: format.dateTime(blocker.endsAt, zone),
      });
    case "otherArea":
      return t("blockers.otherArea", {
        technician: words.name(blocker.technician),
        city: words.city(blocker.city),
      });
    case "callbackTooLate":
      return t("blockers.callbackTooLate", { days: format.number(blocker.days) });
    case "openHolds":
      // Not `count`: the number stands alone, the sentence has no plural forms.
      return t("blockers.openHolds", { holds: format.number(blocker.count) });
    case "photosMissing":
      return t("blockers.photosMissing", {
        wanted: format.number(blocker.wanted),
        present: format.number(blocker.present),
      });
    default:
      return t(`blockers.${blocker.code}`);
  }
}

/** The reader's words, live with language and digits. */
export function useWords(): Words {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const format = useFormat();
  const lists = useCompanyLists();
  // The translator keeps its identity while the language changes underneath, so the locale is named as well.
  return useMemo(() => {
    void locale;
    return makeWords(t, format, lists);
  }, [t, format, lists, locale]);
}

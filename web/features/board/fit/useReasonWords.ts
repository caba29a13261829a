/* Reasons for and against a technician in a few words each, for lanes, markers, menu and announcements. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { AgainstReason } from "../../../../shared/technicians/rankCandidates";
import { DAY_MS } from "../../../../shared/time/zones";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";

/** A function from a reason to its words; instants are written in the branch's zone. */
export function useReasonWords(zone: string): (reason: AgainstReason) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  return useCallback(
    (reason) => {
      switch (reason.code) {
        case "alreadyPlaced":
          return t("late.reason.holder");
        case "holder":
        case "placeUnknown":
        case "freeNow":
          return t(`late.reason.${reason.code}`);
        case "near":
        case "far":
        case "arrivesLate":
          return t(`late.reason.${reason.code}`, { minutes: format.number(reason.minutes) });
        case "makesLate":
          return t("late.reason.makesLate", {
            number: reason.number,
            minutes: format.number(reason.minutes),
          });
        case "skilled":
          return t("late.reason.skilled", { skills: format.list(reason.skills.map(words.skill)) });
        case "freeFrom":
          return t("late.reason.freeFrom", { time: format.time(reason.at, zone) });
        case "load":
          return t("late.reason.load", { count: reason.visits });
        case "overlap":
          return t("late.reason.overlap", { number: reason.number });
        case "outsideShift":
          return t("late.reason.outsideShift", {
            start: format.digits(reason.shiftStart),
            end: format.digits(reason.shiftEnd),
          });
        case "technicianOffDuty":
          return t("late.reason.offDuty");
        case "dayOff":
          return t("late.reason.dayOff");
        case "technicianAbsent":
          return t("late.reason.absent", {
            // The hour alone would be read as today's.
            time:
              reason.endsAt - reason.startsAt < DAY_MS
                ? format.time(reason.endsAt, zone)
                : format.dateTime(reason.endsAt, zone),
          });
        case "skillMissing":
          return t("late.reason.lacks", { skills: format.list(reason.skills.map(words.skill)) });
        case "otherArea":
          return t("late.reason.otherArea", { city: words.city(reason.city) });
        case "otherBranch":
          return t("late.reason.otherBranch");
        case "technicianInactive":
          return t("late.reason.inactive");
        case "unwantedByCustomer":
          return t("late.reason.unwanted");
        case "startsInPast":
          return t("late.reason.past");
        default:
          return words.blocker(reason, zone);
      }
    },
    [t, format, words, zone],
  );
}

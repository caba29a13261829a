/** Says in words when a job comes or goes while the page is open: a list that only changes is easily missed. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { showToast } from "../../ui/toastQueue";
import type { OwnDay } from "./ownDay";

type Numbers = ReadonlyMap<string, string>;

function numbersOf(jobs: OwnDay["jobs"]): Numbers {
  return new Map(jobs.map(({ ticket }) => [ticket.ticketId, ticket.number]));
}

/** Numbers in `a` whose ticket is not in `b`. */
function missingFrom(a: Numbers, b: Numbers): string[] {
  return [...a].filter(([id]) => !b.has(id)).map(([, number]) => number);
}

export function useDayNews(day: OwnDay): void {
  const { t } = useTranslation();
  const known = useRef<Numbers | null>(null);
  useEffect(() => {
    const now = numbersOf(day.jobs);
    const before = known.current;
    known.current = now;
    if (before === null) return;
    const finished = numbersOf(day.finished);
    for (const number of missingFrom(now, before))
      showToast({ tone: "info", title: t("technician.news.gained", { number }) });
    for (const number of missingFrom(before, new Map([...now, ...finished])))
      showToast({ tone: "info", title: t("technician.news.lost", { number }) });
  }, [day, t]);
}

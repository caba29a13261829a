/* The story from the request to now, then the steps still to come; statuses in the customer's words. */
import { useTranslation } from "react-i18next";
import type { FlowProfile } from "../../../shared/catalogue/workTypePolicy";
import { statusesAhead } from "../../../shared/tickets/profiles";
import { STATUS_META, type TicketStatus } from "../../../shared/tickets/statuses";
import { useFormat } from "../../lib/useFormat";
import { cx } from "../../ui/classNames";
import { PhaseMark } from "../../ui/PhaseMark";
import type { Tracked } from "./trackingSentence";

/** The steps a customer waits for; the ones between are told when they happen. */
const EXPECTED: readonly TicketStatus[] = ["scheduled", "on_route", "arrived", "completed"];

/** Steps still to come after `status`, nearest first; none once the request is closed. */
export function stepsAhead(status: TicketStatus, profile: FlowProfile = "home_repair"): TicketStatus[] {
  const ahead = statusesAhead(profile, status);
  return EXPECTED.filter((step) => ahead.includes(step));
}

export interface TrackingStoryProps {
  readonly status: TicketStatus;
  readonly profile: FlowProfile;
  readonly timeline: Tracked["timeline"];
  readonly zone: string;
}

export function TrackingStory({ status, profile, timeline, zone }: TrackingStoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const ahead = stepsAhead(status, profile);
  return (
    <section aria-labelledby="story" className="rounded-lg border border-line bg-paper p-4">
      <h2 id="story" className="mb-3 text-md font-semibold">
        {t("tracking.story")}
      </h2>
      <ol className="border-s-2 border-line ps-5">
        {timeline.map((milestone, index) => {
          const present = index === timeline.length - 1;
          return (
            <li
              key={`${milestone.status} ${milestone.at}`}
              aria-current={present ? "step" : undefined}
              className={cx("relative pb-4 last:pb-0", present ? "text-ink" : "text-ink-2")}
            >
              <span className="absolute -start-[33px] top-0 bg-paper py-0.5">
                <PhaseMark
                  phase={STATUS_META[milestone.status].phase}
                  letter={t(`marks.${milestone.status}`)}
                  size={24}
                />
              </span>
              <span className={cx("block text-md", present && "font-semibold")}>
                {t(`customerStatuses.${milestone.status}`)}
              </span>
              <time dateTime={new Date(milestone.at).toISOString()} className="text-sm text-ink-3">
                {format.dateTime(milestone.at, zone)}
              </time>
            </li>
          );
        })}
      </ol>
      {ahead.length > 0 && (
        <div className="border-s-2 border-dashed border-line ps-5 pt-4">
          <h3 id="story-next" className="pb-2 text-sm font-medium text-ink-2">
            {t("tracking.next")}
          </h3>
          <ol aria-labelledby="story-next">
            {ahead.map((step) => (
              <li key={step} className="relative pb-4 text-md text-ink-3 last:pb-0">
                <span
                  aria-hidden
                  className="absolute -start-[26px] top-1.5 size-2.5 rounded-full border-2 border-line-strong bg-paper"
                />
                {t(`customerStatuses.${step}`)}
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

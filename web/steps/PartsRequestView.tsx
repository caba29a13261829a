/* One request for parts as it is read: lines, where it stands, what happened to it. Actions are the caller's. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isOpenRequest } from "../../shared/records/parts";
import { useFormat } from "../lib/useFormat";
import { useNow } from "../lib/useNow";
import { useWords } from "../lib/useWords";
import { Bidi } from "../ui/Bidi";
import { Ltr } from "../ui/Ltr";
import type { PartsRequest } from "./PartsSteps";

export interface PartsRequestViewProps {
  readonly request: PartsRequest;
  readonly zone: string;
  /** Whose it is, where the request stands outside its ticket. */
  readonly heading?: ReactNode;
  readonly children?: ReactNode;
}

export function PartsRequestView({ request, zone, heading, children }: PartsRequestViewProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const now = useNow(60_000);
  const { expectedAt, history } = request;
  const late = expectedAt !== null && isOpenRequest(request.state) && expectedAt < now;
  return (
    <article className="rounded-md border border-line bg-raised p-3 text-sm">
      {heading}
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{t(`steps.parts.state.${request.state}`)}</span>
        <span className="text-xs text-ink-3">
          <bdi>{words.name(request.by.name)}</bdi> · {format.dateTime(request.askedAt, zone)}
        </span>
        {expectedAt !== null && isOpenRequest(request.state) && (
          <span className={late ? "text-xs font-medium text-urgent" : "text-xs text-ink-2"}>
            {t(late ? "records.parts.late" : "records.parts.expectedOn", {
              when: format.day(expectedAt, zone),
            })}
          </span>
        )}
      </p>
      <ul className="mt-1">
        {request.lines.map((line) => (
          <li key={`${line.name} ${line.partNumber}`} className="flex gap-2">
            <span className="text-ink-2">{format.number(line.quantity)}×</span>
            <bdi>{line.name}</bdi>
            {line.partNumber !== "" && <Ltr className="text-ink-3">{line.partNumber}</Ltr>}
          </li>
        ))}
      </ul>
      {request.note !== "" && <Bidi className="mt-1 text-xs text-ink-2">{request.note}</Bidi>}
      {history.length > 1 && (
        <details className="mt-1 text-xs text-ink-2">
          <summary className="cursor-default hover:text-ink">{t("records.parts.history")}</summary>
          <ol className="mt-1 flex flex-col gap-0.5">
            {history.map((event) => (
              <li key={`${event.state} ${event.at}`}>
                {t(`steps.parts.state.${event.state}`)} · <bdi>{words.name(event.by.name)}</bdi> ·{" "}
                {format.dateTime(event.at, zone)}
                {event.note !== "" && event.note !== request.note && (
                  <>
                    {" · "}
                    <bdi>{event.note}</bdi>
                  </>
                )}
              </li>
            ))}
          </ol>
        </details>
      )}
      {children}
    </article>
  );
}

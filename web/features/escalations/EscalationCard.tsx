/* One escalation: which ticket, why, since when, whose; resolved ones say by whom and how. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import type { Escalation } from "./escalationData";
import { LevelMark } from "./LevelMark";

export interface EscalationCardProps {
  readonly escalation: Escalation;
  readonly zone: string;
  readonly now: number;
  /** Whether the reader may resolve it and open it again. */
  readonly mayAct: boolean;
  readonly busy: boolean;
  readonly ticketLink?: ReactNode;
  readonly onResolve: () => void;
  readonly onReopen: () => void;
}

export function EscalationCard({
  escalation,
  zone,
  now,
  mayAct,
  busy,
  ticketLink,
  onResolve,
  onReopen,
}: EscalationCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { level, type, code, state, openedAt, technician, resolvedAt, resolvedBy, notes } = escalation;
  const open = state === "open";
  return (
    <article
      aria-label={`${escalation.number}, ${t(`escalationTypes.${type}`)}`}
      className="flex flex-col gap-2 rounded-lg border border-line bg-raised p-4 shadow-rest"
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <LevelMark level={level} open={open} />
        <h3 className="min-w-0 flex-1 text-md font-semibold">{t(`escalationTypes.${type}`)}</h3>
        <span className="text-xs text-ink-2">
          {open
            ? t("escalations.openSince", { length: format.duration(now - openedAt) })
            : t("escalations.openedAt", { when: format.dateTime(openedAt, zone) })}
        </span>
      </header>
      <p className="text-sm text-ink-2">
        <Ltr>{escalation.number}</Ltr>
        <span aria-hidden className="px-1.5 text-ink-3">
          ·
        </span>
        <bdi>{escalation.contactName}</bdi>
        <span aria-hidden className="px-1.5 text-ink-3">
          ·
        </span>
        {words.status(escalation.status)}
      </p>
      <p className="text-sm first-letter:uppercase">{t(`slaRules.${code}`)}</p>
      {escalation.words !== null && (
        <blockquote className="border-s-2 border-line-strong ps-3 text-sm">
          <Bidi className="whitespace-pre-wrap">{escalation.words}</Bidi>
        </blockquote>
      )}
      <p className="text-xs text-ink-3">
        {technician === null
          ? t("escalations.nobody")
          : t("escalations.holder", { name: words.name(technician) })}
        {" · "}
        {t("escalations.owners", { roles: format.list(escalation.owners.map((role) => words.role(role))) })}
        {escalation.reopened > 0 && (
          <>
            {" · "}
            {t("escalations.reopened", { times: format.number(escalation.reopened) })}
          </>
        )}
        {escalation.proposesReassign && open && (
          <>
            {" · "}
            <strong className="text-ink">{t("escalations.reassign")}</strong>
          </>
        )}
      </p>
      {!open && resolvedBy !== null && resolvedAt !== null && (
        <div className="rounded-md bg-sunken px-3 py-2 text-sm">
          <p className="text-xs text-ink-2">
            {t("escalations.resolvedBy", {
              name: words.name(resolvedBy.name),
              when: format.dateTime(resolvedAt, zone),
            })}
          </p>
          <Bidi className="whitespace-pre-wrap">{notes ?? ""}</Bidi>
        </div>
      )}
      <footer className="flex flex-wrap items-center gap-2">
        {mayAct && open && (
          <Button tone="primary" isDisabled={busy} onPress={onResolve}>
            {t("escalations.resolve")}
          </Button>
        )}
        {mayAct && !open && (
          <Button isDisabled={busy} onPress={onReopen}>
            {t("escalations.reopen")}
          </Button>
        )}
        {ticketLink}
      </footer>
    </article>
  );
}

/* A ticket's promises with their countdowns, its escalations, and taking a complaint in. Part of the ticket's page. */
import { useMutation } from "convex/react";
import { MessageSquareWarning } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { roleHas } from "../../../shared/access/permissions";
import { countdownTo } from "../../lib/countdown";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { Button } from "../../ui/Button";
import { CountdownChip } from "../../ui/CountdownChip";
import { showToast } from "../../ui/toastQueue";
import type { TicketClock } from "./escalationData";
import { EscalationList } from "./EscalationList";
import { EscalationTextDialog } from "./EscalationTextDialog";

export interface TicketPromisesProps {
  readonly ticketId: Id<"tickets">;
  readonly number: string;
  readonly zone: string;
}

export function TicketPromises({ ticketId, number, zone }: TicketPromisesProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const clocks = useLive(api.sla.clocks, { ticketId });
  const escalations = useLive(api.escalations.ofTicket, { ticketId });
  const complain = useMutation(api.escalations.complain);
  const attempt = useAttempt(zone);
  const [complaining, setComplaining] = useState(false);
  if (clocks === undefined || escalations === undefined) return null;
  const send = async (words: string) => {
    const operationId = crypto.randomUUID();
    const went = await attempt.run(async () => {
      const opened = await complain({ ticketId, words, operationId });
      if (opened === null) showToast({ tone: "info", title: t("escalations.complain.off") });
    });
    if (went) setComplaining(false);
  };
  return (
    <section aria-label={t("sla.clock.title")} className="flex flex-col gap-3 border-b border-line p-3">
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 text-sm font-semibold">{t("sla.clock.title")}</h3>
        {roleHas(me.role, "tickets.act") && (
          <Button
            size="small"
            tone="quiet"
            icon={<MessageSquareWarning aria-hidden className="size-4" />}
            onPress={() => {
              attempt.forget();
              setComplaining(true);
            }}
          >
            {t("escalations.complain.action")}
          </Button>
        )}
      </div>
      {clocks.length === 0 ? (
        <p className="text-sm text-ink-3">{t("sla.clock.none")}</p>
      ) : (
        <ul className="flex flex-col gap-1.5">
          {clocks.map((clock) => (
            <ClockLine key={clock.clockId} clock={clock} zone={zone} now={now} />
          ))}
        </ul>
      )}
      {escalations.length > 0 && <EscalationList escalations={escalations} zone={zone} />}
      {complaining && (
        <EscalationTextDialog
          title={t("escalations.complain.title", { number })}
          label={t("escalations.complain.words")}
          hint={t("escalations.complain.hint")}
          submitLabel={t("escalations.complain.send")}
          busy={attempt.busy}
          problem={attempt.problem}
          onSubmit={(words) => void send(words)}
          onClose={() => setComplaining(false)}
        />
      )}
    </section>
  );
}

interface ClockLineProps {
  readonly clock: TicketClock;
  readonly zone: string;
  readonly now: number;
}

function ClockLine({ clock, zone, now }: ClockLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { code, dueAt, remainingMs, endedAt, netMs, grossMs, state } = clock;
  const promise = t(`sla.promises.${code}`);
  const chip = () => {
    if (dueAt !== null) {
      const { urgency, lengthMs } = countdownTo(dueAt, now);
      const length = format.duration(lengthMs);
      const when = format.dateTime(dueAt, zone);
      return urgency === "late" ? (
        <CountdownChip
          urgency={urgency}
          text={t("sla.clock.overdue", { length })}
          title={t("sla.clock.late", { promise, when })}
        />
      ) : (
        <CountdownChip
          urgency={urgency}
          text={t("sla.clock.running", { length })}
          title={t("sla.clock.due", { promise, when })}
        />
      );
    }
    if (remainingMs !== null) {
      const text = t("sla.clock.paused", { length: format.duration(remainingMs) });
      return <CountdownChip urgency="still" text={text} title={`${promise}: ${text}`} />;
    }
    const text =
      state === "met"
        ? t("sla.clock.met", { length: format.duration(netMs ?? 0) })
        : state === "breached"
          ? t("sla.clock.breached")
          : t("sla.clock.cancelled");
    return (
      <CountdownChip
        urgency={state === "breached" ? "late" : "still"}
        text={text}
        title={`${promise}: ${text}`}
      />
    );
  };
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm">
      <span className={endedAt === null ? "min-w-0 flex-1" : "min-w-0 flex-1 text-ink-3"}>{promise}</span>
      {chip()}
      {netMs !== null && grossMs !== null && state !== "cancelled" && netMs !== grossMs && (
        <span className="w-full text-xs text-ink-3">
          {t("sla.clock.net", { net: format.duration(netMs), gross: format.duration(grossMs) })}
        </span>
      )}
    </li>
  );
}

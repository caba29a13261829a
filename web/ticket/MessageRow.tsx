/* One message: what, to whom, which way, when, and honestly what became of it. Opens to its text in both languages. */
import type { FunctionReturnType } from "convex/server";
import {
  Ban,
  BellRing,
  CheckCheck,
  ChevronDown,
  Clock,
  type LucideIcon,
  Mail,
  MessageCircle,
  MessageSquare,
  Send,
  Smartphone,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { api } from "../../convex/_generated/api";
import type { Channel, MessageState } from "../../shared/messages/channels";
import { useFormat } from "../lib/useFormat";
import { useWords } from "../lib/useWords";
import { cx } from "../ui/classNames";
import { Ltr } from "../ui/Ltr";

export type Message = FunctionReturnType<typeof api.outbox.list>["page"][number];

const WAY_ICON: Record<Channel, LucideIcon> = {
  sms: MessageSquare,
  whatsapp: MessageCircle,
  email: Mail,
  inApp: BellRing,
  push: Smartphone,
};
const STATE_FACE: Record<MessageState, { Icon: LucideIcon; look: string }> = {
  planned: { Icon: Clock, look: "bg-sunken text-ink-2" },
  sending: { Icon: Send, look: "bg-accent-soft text-ink" },
  sent: { Icon: CheckCheck, look: "bg-p-soft text-p-ink" },
  notSent: { Icon: Ban, look: "bg-urgent-soft text-urgent-ink" },
  failed: { Icon: TriangleAlert, look: "bg-urgent-soft text-urgent-ink" },
  skipped: { Icon: Ban, look: "bg-sunken text-ink-2" },
};

export interface MessageRowProps {
  readonly message: Message;
  /** Leads to the ticket it is about; left out on that ticket's own page. */
  readonly ticketLink?: (number: string) => ReactNode;
}

export function MessageRow({ message, ticketLink }: MessageRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const {
    template,
    channel,
    to,
    recipient,
    state,
    reason,
    detail,
    sendAt,
    settledAt,
    zone,
    attempts,
    locale,
  } = message;
  const Way = WAY_ICON[channel];
  const { Icon, look } = STATE_FACE[state];
  const stateWord = t(`outbox.state.${state}`);
  return (
    <details className="group rounded-md border border-line bg-raised shadow-rest open:pb-3">
      <summary className="flex cursor-default list-none flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2.5 [&::-webkit-details-marker]:hidden">
        <Way aria-hidden className="size-4 shrink-0 text-ink-3" />
        <span className="min-w-40 flex-1">
          <span className="block text-sm font-medium">
            {t(`outbox.templates.${template}`)}
            {message.number !== null && ticketLink && (
              <>
                {" "}
                <Ltr className="font-normal text-ink-2">{message.number}</Ltr>
              </>
            )}
          </span>
          <span className="block text-xs text-ink-2">
            {t(`outbox.channel.${channel}`)}
            <span aria-hidden className="px-1 text-ink-3">
              ·
            </span>
            {recipient !== null && <bdi>{words.name(recipient)} </bdi>}
            {to === null ? recipient === null && t("outbox.unknownAddress") : <Ltr>{to}</Ltr>}
          </span>
        </span>
        <span className="text-xs text-ink-2">{format.dateTime(settledAt ?? sendAt, zone)}</span>
        <span
          {...(state === "sent" ? { "data-phase": "closed_good" } : {})}
          className={cx("inline-flex items-center gap-1.5 rounded-sm px-2 py-0.5 text-xs font-medium", look)}
        >
          <Icon aria-hidden className="size-3.5" />
          {reason === null
            ? stateWord
            : t("outbox.stateLine", { state: stateWord, reason: t(`outbox.reason.${reason}`) })}
        </span>
        <ChevronDown
          aria-hidden
          className="size-4 shrink-0 text-ink-3 transition-transform duration-(--quick) group-open:rotate-180"
        />
      </summary>
      <div className="grid gap-3 px-3 pt-1 md:grid-cols-2">
        {(["ar", "en"] as const).map((language) => (
          <section key={language} className="rounded-md bg-sunken p-3">
            <h4 className="mb-1 flex flex-wrap gap-x-2 text-xs text-ink-2">
              {t(`outbox.textIn.${language}`)}
              {language === locale && <span className="text-accent">{t("outbox.goesOut")}</span>}
            </h4>
            <div lang={language} dir={language === "ar" ? "rtl" : "ltr"} className="text-sm">
              <p className="font-medium">{message.texts[language].subject}</p>
              <p className="break-words whitespace-pre-wrap">{message.texts[language].body}</p>
            </div>
          </section>
        ))}
      </div>
      {message.number !== null && ticketLink && (
        <p className="px-3 pt-3 text-sm">{ticketLink(message.number)}</p>
      )}
      {(detail !== null || attempts > 1) && (
        <p className="px-3 pt-2 text-xs text-ink-3">
          {attempts > 1 && (
            <span className="pe-2">{t("outbox.attempts", { number: format.number(attempts) })}</span>
          )}
          {detail !== null && <bdi dir="auto">{detail}</bdi>}
        </p>
      )}
    </details>
  );
}

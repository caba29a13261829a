/* Every message about one ticket, sent or plainly not, the latest first. */
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useLive } from "../lib/useLive";
import { MessageRow } from "./MessageRow";

export function SentMessages({ ticketId }: { readonly ticketId: Id<"tickets"> }) {
  const { t } = useTranslation();
  const messages = useLive(api.outbox.ofTicket, { ticketId });
  if (messages?.length === 0) return <p className="text-sm text-ink-2">{t("records.messages.empty")}</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {messages?.map((message) => (
        <li key={message.messageId}>
          <MessageRow message={message} />
        </li>
      ))}
    </ul>
  );
}

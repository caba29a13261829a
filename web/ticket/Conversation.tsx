/* The conversation on a ticket: with the customer, or among colleagues. New messages appear by themselves. */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { useMutation } from "convex/react";
import { SendHorizontal } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { AUDIENCES, type Audience } from "../../shared/records/notes";
import { useDraft } from "../lib/useDraft";
import { useFormat } from "../lib/useFormat";
import { useWords } from "../lib/useWords";
import { useChange } from "../steps/useChange";
import { Button } from "../ui/Button";
import { Segmented } from "../ui/Segmented";
import { TextField } from "../ui/TextField";

export interface ConversationProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
  /** Messages of others not read yet; undefined until it is known. */
  readonly unread: Readonly<Record<Audience, number>> | undefined;
}

const PAGE = 30;
const MAX_LENGTH = 2_000;

export function Conversation({ ticketId, zone, unread }: ConversationProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const [audience, setAudience] = useState<Audience>("customer");
  const { results, status, loadMore } = usePaginatedQuery(
    api.conversation.list,
    { ticketId, audience },
    { initialNumItems: PAGE },
  );
  const send = useMutation(api.conversation.send);
  const read = useMutation(api.conversation.read);
  const change = useChange(zone);
  const [body, setBody] = useDraft(`message.${audience}.${ticketId}`);
  const latest = useRef(body);
  latest.current = body;
  const newest = results[0];
  const newestAt = newest !== undefined && !newest.own ? newest.at : null;
  useEffect(() => {
    if (newestAt === null) return;
    read({ ticketId, audience, throughAt: newestAt }).catch(() => {
      // Only the mark "read" is lost; the next message sets it again.
    });
  }, [newestAt, read, ticketId, audience]);
  const say = async () => {
    const sent = body;
    const done = await change.run(() =>
      send({ ticketId, audience, body: sent.trim(), operationId: crypto.randomUUID() }),
    );
    // What was typed while it was being sent stays.
    if (done && latest.current === sent) setBody("");
  };
  return (
    <div className="flex flex-col gap-3">
      <Segmented
        label={t("ticket.conversation.audience")}
        labelHidden
        value={audience}
        onChange={setAudience}
        options={AUDIENCES.map((value) => {
          const waiting = value === audience ? 0 : (unread?.[value] ?? 0);
          const label = t(`ticket.conversation.${value}`);
          return {
            value,
            label: waiting === 0 ? label : t("records.unread.tab", { label, number: format.number(waiting) }),
          };
        })}
      />
      {status === "CanLoadMore" && (
        <Button size="small" tone="quiet" onPress={() => loadMore(PAGE)}>
          {t("ticket.conversation.older")}
        </Button>
      )}
      {status !== "LoadingFirstPage" && results.length === 0 && (
        <p className="text-sm text-ink-2">{t("ticket.conversation.empty")}</p>
      )}
      <ol className="flex flex-col gap-2" aria-live="polite">
        {[...results].reverse().map((message) => (
          <li
            key={message.messageId}
            className={`max-w-[85%] rounded-md px-2.5 py-1.5 text-sm ${
              message.side === "customer" ? "self-start bg-sunken" : "self-end bg-accent-soft"
            }`}
          >
            <p className="text-2xs text-ink-2">
              {message.own ? t("ticket.conversation.you") : <bdi>{words.name(message.by.name)}</bdi>} ·{" "}
              {format.dateTime(message.at, zone)}
            </p>
            <p className="break-words whitespace-pre-wrap" dir="auto">
              {message.body}
            </p>
          </li>
        ))}
      </ol>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (body.trim() !== "") void say();
        }}
      >
        <TextField
          multiline
          className="min-w-0 flex-1"
          label={t("ticket.conversation.message")}
          value={body}
          onChange={setBody}
          maxLength={MAX_LENGTH}
        />
        <Button
          type="submit"
          isDisabled={body.trim() === ""}
          isPending={change.busy}
          icon={<SendHorizontal aria-hidden className="size-4 rtl:-scale-x-100" />}
        >
          {t("ticket.conversation.send")}
        </Button>
      </form>
    </div>
  );
}

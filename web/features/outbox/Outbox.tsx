/* Every message of the company, live: filters by state and way, newest first. */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { CHANNELS, MESSAGE_STATES } from "../../../shared/messages/channels";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import { MessageRow } from "../../ticket/MessageRow";
import type { OutboxSearch } from "./outboxFilters";
import { WaysNotice } from "./WaysNotice";

export interface OutboxProps {
  readonly search: OutboxSearch;
  readonly onSearch: (search: OutboxSearch) => void;
  readonly ticketLink: (number: string) => ReactNode;
}

const PAGE = 30;
const ALL = "all";

export function Outbox({ search, onSearch, ticketLink }: OutboxProps) {
  const { t } = useTranslation();
  const { state, channel } = search;
  const { results, status, loadMore } = usePaginatedQuery(
    api.outbox.list,
    { state: state ?? null, channel: channel ?? null },
    { initialNumItems: PAGE },
  );
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4 p-4 md:p-6">
      <header>
        <h1 className="text-xl font-semibold">{t("outbox.title")}</h1>
        <p className="text-sm text-ink-2">{t("outbox.intro")}</p>
      </header>
      <WaysNotice />
      <div className="flex flex-wrap gap-3">
        <Select
          className="w-48"
          label={t("outbox.state.label")}
          value={state ?? ALL}
          onChange={(next) => onSearch({ channel, state: MESSAGE_STATES.find((one) => one === next) })}
          options={[
            { value: ALL as string, label: t("outbox.state.all") },
            ...MESSAGE_STATES.map((one) => ({ value: one as string, label: t(`outbox.state.${one}`) })),
          ]}
        />
        <Select
          className="w-48"
          label={t("outbox.channel.label")}
          value={channel ?? ALL}
          onChange={(next) => onSearch({ state, channel: CHANNELS.find((one) => one === next) })}
          options={[
            { value: ALL as string, label: t("outbox.channel.all") },
            ...CHANNELS.map((one) => ({ value: one as string, label: t(`outbox.channel.${one}`) })),
          ]}
        />
      </div>
      {status === "LoadingFirstPage" ? (
        <Skeleton className="h-32 w-full" />
      ) : results.length === 0 ? (
        <EmptyState icon={<Inbox aria-hidden className="size-8" />} title={t("outbox.emptyTitle")}>
          {t("outbox.emptyText")}
        </EmptyState>
      ) : (
        <ul className="flex flex-col gap-2">
          {results.map((message) => (
            <li key={message.messageId}>
              <MessageRow message={message} ticketLink={ticketLink} />
            </li>
          ))}
        </ul>
      )}
      {status === "CanLoadMore" && (
        <Button className="self-center" onPress={() => loadMore(PAGE)}>
          {t("outbox.more")}
        </Button>
      )}
    </div>
  );
}

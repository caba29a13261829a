/* The bell: how many are unread, and the list behind it. Texts are written here, in the reader's language. */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { useMutation } from "convex/react";
import { Bell as BellIcon, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { renderMessage } from "../../../shared/messages/render";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { EmptyState } from "../../ui/EmptyState";
import { IconButton } from "../../ui/IconButton";

/** The server counts this far. */
const COUNT_LIMIT = 100;
const PAGE = 15;

export interface BellProps {
  /** Wraps the text of a notification about a ticket in a link to it. */
  readonly ticketLink?: (
    ticket: { readonly ticketId: Id<"tickets">; readonly number: string | null },
    onFollow: () => void,
    children: ReactNode,
  ) => ReactNode;
  /** 48 px on pages used with a thumb. */
  readonly size?: "medium" | "phone";
}

export function Bell({ ticketLink, size = "medium" }: BellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const unread = useLive(api.notifications.unread, {}) ?? 0;
  const shown =
    unread >= COUNT_LIMIT
      ? t("bell.many", { amount: format.number(COUNT_LIMIT - 1) })
      : format.number(unread);
  const label = unread === 0 ? t("bell.label") : `${t("bell.label")}: ${t("bell.unread", { count: unread })}`;
  return (
    <DialogTrigger>
      <AriaButton
        aria-label={label}
        className={cx(
          "relative inline-flex shrink-0 cursor-default items-center justify-center rounded-md text-ink-2",
          "data-hovered:bg-sunken data-hovered:text-ink data-pressed:bg-line",
          size === "phone" ? "size-12" : "size-9",
        )}
      >
        <BellIcon aria-hidden className="size-4" />
        {unread > 0 && (
          <span
            aria-hidden
            className="absolute end-0.5 top-0.5 min-w-4 rounded-full bg-urgent px-1 text-center text-2xs leading-4 font-semibold text-on-mark"
          >
            {shown}
          </span>
        )}
      </AriaButton>
      <Popover
        placement="bottom end"
        offset={4}
        className="max-h-[75dvh] w-88 max-w-[calc(100vw-1rem)] overflow-auto rounded-md border border-line bg-raised shadow-lift"
      >
        <Dialog aria-label={t("bell.label")} className="outline-none">
          {({ close }) => (
            <BellList unread={unread} onFollow={close} {...(ticketLink ? { ticketLink } : {})} />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface BellListProps extends Pick<BellProps, "ticketLink"> {
  readonly unread: number;
  readonly onFollow: () => void;
}

function BellList({ unread, onFollow, ticketLink }: BellListProps) {
  const { t } = useTranslation();
  const { locale } = useWords();
  const format = useFormat();
  const now = useNow();
  const { results, status, loadMore } = usePaginatedQuery(
    api.notifications.list,
    {},
    { initialNumItems: PAGE },
  );
  const markRead = useMutation(api.notifications.markRead);
  const markAllRead = useMutation(api.notifications.markAllRead);
  const remove = useMutation(api.notifications.remove);
  const readEverything = async () => {
    while ((await markAllRead({})).more);
  };
  if (status !== "LoadingFirstPage" && results.length === 0)
    return <EmptyState title={t("bell.emptyTitle")}>{t("bell.emptyText")}</EmptyState>;
  return (
    <div className="flex flex-col">
      {unread > 0 && (
        <Button tone="quiet" size="small" className="m-2 self-end" onPress={() => void readEverything()}>
          {t("bell.allRead")}
        </Button>
      )}
      <ul>
        {results.map(({ notificationId, template, params, zone, ticketId, at, read }) => {
          const { subject, body } = renderMessage({ template, params, zone, secrets: {} }, locale);
          const text = (
            <>
              <span className={cx("block text-sm", !read && "font-semibold")}>{subject}</span>
              <span className="block text-xs text-ink-2">{body}</span>
              <span className="block text-2xs text-ink-3">{format.relative(at, now)}</span>
            </>
          );
          const number = typeof params["number"] === "string" ? params["number"] : null;
          const follow = () => {
            if (!read) void markRead({ notificationId });
            onFollow();
          };
          return (
            <li
              key={notificationId}
              className={cx(
                "flex items-start gap-1 border-b border-line ps-3 pe-1 py-2 last:border-b-0",
                !read && "bg-accent-soft",
              )}
            >
              <span className="min-w-0 flex-1">
                {ticketId !== null && ticketLink ? (
                  ticketLink({ ticketId, number }, follow, text)
                ) : (
                  <button
                    type="button"
                    className="w-full cursor-default text-start"
                    onClick={() => {
                      if (!read) void markRead({ notificationId });
                    }}
                  >
                    {text}
                  </button>
                )}
              </span>
              <IconButton
                size="small"
                label={t("bell.remove")}
                icon={<X aria-hidden className="size-3.5" />}
                onPress={() => void remove({ notificationId })}
              />
            </li>
          );
        })}
      </ul>
      {status === "CanLoadMore" && (
        <Button tone="quiet" size="small" className="m-2 self-center" onPress={() => loadMore(PAGE)}>
          {t("bell.more")}
        </Button>
      )}
    </div>
  );
}

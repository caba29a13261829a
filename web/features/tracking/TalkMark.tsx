/* Says on top of the page that the company wrote, and leads there; gone in the moment the message was in sight. */
import { MessageCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";

/** Where the conversation stands on the page. */
export const TALK_ANCHOR = "talk";

export function TalkMark({ token }: { readonly token: string }) {
  const { t } = useTranslation();
  const unread = useLive(api.conversation.customerUnread, { token });
  if (unread === undefined || unread === 0) return null;
  return (
    <a
      href={`#${TALK_ANCHOR}`}
      className="flex min-h-12 items-center gap-3 rounded-lg border border-accent bg-accent-soft px-4 py-2 text-lg font-medium text-ink"
    >
      <MessageCircle aria-hidden className="size-5 shrink-0 text-accent" />
      <span aria-live="polite">{t("desk.talk.unread", { count: unread })}</span>
    </a>
  );
}

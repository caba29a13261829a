/* Customers of the company: those who changed last, or whoever answers to a number, a name, a plate or a serial number. */
import { usePaginatedQuery } from "convex-helpers/react/cache/hooks";
import { UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { ContactDialog } from "./ContactDialog";
import type { Contact } from "./customersData";

export interface CustomerListProps {
  readonly linkTo: (contactId: Id<"contacts">, children: ReactNode) => ReactNode;
  readonly onEntered: (contactId: Id<"contacts">) => void;
}

const PAGE = 30;
const SHORTEST_SEARCH = 3;

export function CustomerList({ linkTo, onEntered }: CustomerListProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [text, setText] = useState("");
  const [entering, setEntering] = useState(false);
  const wanted = text.trim();
  const searching = wanted.length >= SHORTEST_SEARCH;
  const recent = usePaginatedQuery(api.contacts.list, {}, { initialNumItems: PAGE });
  const found = useLive(api.contacts.search, searching ? { text: wanted } : "skip", { keepPrevious: true });
  const devices = useLive(api.assets.byIdentity, searching ? { text: wanted } : "skip");
  const rows: readonly Contact[] | undefined = searching
    ? found
    : recent.status === "LoadingFirstPage"
      ? undefined
      : recent.results;
  const row = (contact: Contact) => (
    <li key={contact.contactId}>
      {linkTo(
        contact.contactId,
        <span className="flex min-h-11 items-center gap-3 px-4 py-2 text-sm">
          <Bidi className="min-w-0 flex-1 truncate font-medium">{contact.name}</Bidi>
          <span className="text-xs text-ink-3">{t(`customers.standing.${contact.standing}`)}</span>
          <Ltr className="w-36 shrink-0 text-end text-ink-2">{contact.phone ?? "–"}</Ltr>
        </span>,
      )}
    </li>
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          className="w-full max-w-sm"
          label={t("customers.search")}
          hint={t("customers.searchHint")}
          value={text}
          maxLength={120}
          onChange={setText}
        />
        <span className="flex-1" />
        <Button
          tone="primary"
          icon={<UserPlus aria-hidden className="size-4" />}
          onPress={() => setEntering(true)}
        >
          {t("customers.new")}
        </Button>
      </div>
      {searching && devices !== undefined && devices.length > 0 && (
        <section aria-label={t("customers.byDevice")} className="rounded-lg border border-line bg-paper">
          <h2 className="border-b border-line px-4 py-2 text-xs font-medium text-ink-3">
            {t("customers.byDevice")}
          </h2>
          <ul className="divide-y divide-line">
            {devices.map((device) => (
              <li key={device.assetId}>
                {linkTo(
                  device.contactId,
                  <span className="flex min-h-11 items-center gap-3 px-4 py-2 text-sm">
                    <Bidi className="min-w-0 flex-1 truncate font-medium">{device.contactName}</Bidi>
                    <span className="text-ink-2">
                      {[words.assetKind(device.kind), device.brand, device.model].filter(Boolean).join(" · ")}
                    </span>
                    <Ltr className="text-ink-2">{device.plate || device.serial || device.vin}</Ltr>
                  </span>,
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section
        aria-label={searching ? t("customers.found") : t("customers.recent")}
        className="rounded-lg border border-line bg-paper"
      >
        <h2 className="border-b border-line px-4 py-2 text-xs font-medium text-ink-3">
          {searching ? t("customers.found") : t("customers.recent")}
        </h2>
        {rows === undefined ? (
          <Skeleton className="m-4 h-64" />
        ) : rows.length === 0 ? (
          <EmptyState title={t("customers.none.title")}>{t("customers.none.text")}</EmptyState>
        ) : (
          <ul className="divide-y divide-line">{rows.map(row)}</ul>
        )}
        {!searching && recent.status === "CanLoadMore" && (
          <div className="border-t border-line p-2 text-center">
            <Button tone="quiet" size="small" onPress={() => recent.loadMore(PAGE)}>
              {t("customers.more")}
            </Button>
          </div>
        )}
      </section>
      {entering && <ContactDialog onClose={() => setEntering(false)} onEntered={onEntered} />}
    </div>
  );
}

/* One customer: who he is, his places, his devices, his requests, what he wishes, and his rights over his data [C-14] [C-15]. */
import { Pencil, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { roleHas } from "../../../shared/access/permissions";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useMe } from "../../lib/session";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Ltr } from "../../ui/Ltr";
import { Notice } from "../../ui/Notice";
import { PhaseBadge } from "../../ui/PhaseBadge";
import { Skeleton } from "../../ui/Skeleton";
import { AssetDialog } from "./AssetDialog";
import { ContactDialog } from "./ContactDialog";
import type { Asset, Place } from "./customersData";
import { PersonalData } from "./PersonalData";
import { PlaceDialog } from "./PlaceDialog";
import { Wishes } from "./Wishes";

export interface CustomerDetailProps {
  readonly contactId: Id<"contacts">;
  readonly ticketLink: (number: string, children: ReactNode) => ReactNode;
}

export function CustomerDetail({ contactId, ticketLink }: CustomerDetailProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const page = useLive(api.contacts.get, { contactId });
  const tickets = useLive(api.contacts.tickets, { contactId });
  const [editing, setEditing] = useState(false);
  const [place, setPlace] = useState<Place | "new" | null>(null);
  const [asset, setAsset] = useState<Asset | "new" | null>(null);
  if (page === undefined) return <Skeleton className="h-96 rounded-lg" />;
  const { contact, locations, assets } = page;
  const zone = me.branches[0]?.zone ?? "UTC";
  const erased = contact.erasedAt !== null;
  const manages = roleHas(me.role, "contacts.manage") && !erased;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t("customers.phone"),
      contact.phone === null ? (
        "–"
      ) : (
        <a href={`tel:${contact.phone}`} className="text-accent hover:underline">
          <Ltr>{contact.phone}</Ltr>
        </a>
      ),
    ],
    [t("customers.email"), contact.email === "" ? "–" : <Ltr>{contact.email}</Ltr>],
    [t("customers.language"), t(`shell.language.${contact.language}`)],
    [t("customers.channel"), t(`customers.channels.${contact.channel}`)],
    [t("customers.standingLabel"), t(`customers.standing.${contact.standing}`)],
    ...(contact.note === "" ? [] : [[t("customers.note"), <Bidi key="note">{contact.note}</Bidi>] as const]),
  ];
  return (
    <article className="flex flex-col gap-4">
      <header className="flex items-center gap-3">
        <h1 className="min-w-0 flex-1 text-2xl font-semibold">
          <bdi>{erased ? t("customers.erasedName") : contact.name}</bdi>
        </h1>
        {manages && (
          <Button icon={<Pencil aria-hidden className="size-4" />} onPress={() => setEditing(true)}>
            {t("customers.change")}
          </Button>
        )}
      </header>
      {contact.erasedAt !== null && (
        <Notice tone="info" title={t("customers.erased", { at: format.dateTime(contact.erasedAt, zone) })} />
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={t("customers.about")}>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
            {facts.map(([term, value]) => (
              <div key={term} className="contents">
                <dt className="text-ink-3">{term}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Card title={t("customers.tickets.title")}>
          {tickets === undefined ? (
            <Skeleton className="h-24" />
          ) : tickets.length === 0 ? (
            <p className="text-sm text-ink-2">{t("customers.tickets.none")}</p>
          ) : (
            <ul className="-mx-4 divide-y divide-line">
              {tickets.map((ticket) => (
                <li key={ticket.ticketId}>
                  {ticketLink(
                    ticket.number,
                    <span className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
                      <Ltr className="font-medium">{ticket.number}</Ltr>
                      <span className="min-w-0 flex-1 truncate text-ink-2">
                        {words.workType(ticket.workType)} · <bdi>{ticket.problem}</bdi>
                      </span>
                      <span className="text-xs text-ink-3">{format.day(ticket.requestedAt, zone)}</span>
                      <PhaseBadge
                        phase={STATUS_META[ticket.status].phase}
                        letter={t(`marks.${ticket.status}`)}
                        label={words.status(ticket.status)}
                      />
                    </span>,
                  )}
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card
          title={t("customers.places.title")}
          action={manages ? { label: t("customers.places.add"), run: () => setPlace("new") } : null}
        >
          {locations.length === 0 ? (
            <p className="text-sm text-ink-2">{t("customers.places.none")}</p>
          ) : (
            <ul className="flex flex-col gap-2 text-sm">
              {locations.map((one) => (
                <li key={one.locationId} className="flex items-start gap-2">
                  <span className="min-w-0 flex-1">
                    {one.label !== "" && <Bidi className="font-medium">{one.label}</Bidi>}
                    <Bidi>{one.address}</Bidi>
                    <Bidi className="text-ink-2">{words.city(one.city)}</Bidi>
                    {one.accessNotes !== "" && <Bidi className="text-xs text-ink-3">{one.accessNotes}</Bidi>}
                  </span>
                  {manages && (
                    <IconButton
                      size="small"
                      label={t("customers.places.editThis", { name: one.address })}
                      icon={<Pencil aria-hidden className="size-4" />}
                      onPress={() => setPlace(one)}
                    />
                  )}
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card
          title={t("customers.assets.title")}
          action={manages ? { label: t("customers.assets.add"), run: () => setAsset("new") } : null}
        >
          {assets.length === 0 ? (
            <p className="text-sm text-ink-2">{t("customers.assets.none")}</p>
          ) : (
            <ul className="flex flex-col gap-2 text-sm">
              {assets.map((one) => {
                const name = [words.assetKind(one.kind), one.brand, one.model].filter(Boolean).join(" · ");
                return (
                  <li key={one.assetId} className="flex items-start gap-2">
                    <span className="min-w-0 flex-1">
                      <Bidi className="font-medium">{name}</Bidi>
                      <span className="text-ink-2">
                        <Ltr>{one.plate || one.serial || one.vin}</Ltr>
                        {one.year !== null && <Ltr> · {one.year}</Ltr>}
                      </span>
                      {one.warrantyUntil !== "" && (
                        <span className="block text-xs text-ink-3">
                          {t("customers.assets.covered", { day: format.serviceDay(one.warrantyUntil) })}
                        </span>
                      )}
                    </span>
                    {manages && (
                      <IconButton
                        size="small"
                        label={t("customers.assets.editThis", { name })}
                        icon={<Pencil aria-hidden className="size-4" />}
                        onPress={() => setAsset(one)}
                      />
                    )}
                  </li>
                );
              })}
            </ul>
          )}
        </Card>
        {!erased && (
          <Card title={t("customers.wishes.title")}>
            <Wishes key={contact.version} contact={contact} editable={manages} />
          </Card>
        )}
        {roleHas(me.role, "contacts.erase") && !erased && (
          <Card title={t("customers.data.title")}>
            <PersonalData contact={contact} />
          </Card>
        )}
      </div>
      {editing && <ContactDialog contact={contact} onClose={() => setEditing(false)} />}
      {place !== null && (
        <PlaceDialog
          contactId={contactId}
          {...(place === "new" ? {} : { place })}
          onClose={() => setPlace(null)}
        />
      )}
      {asset !== null && (
        <AssetDialog
          contactId={contactId}
          {...(asset === "new" ? {} : { asset })}
          onClose={() => setAsset(null)}
        />
      )}
    </article>
  );
}

interface CardProps {
  readonly title: string;
  readonly action?: { readonly label: string; readonly run: () => void } | null;
  readonly children: ReactNode;
}

function Card({ title, action = null, children }: CardProps) {
  return (
    <section aria-label={title} className="overflow-hidden rounded-lg border border-line bg-paper p-4">
      <header className="mb-3 flex min-h-7 items-center gap-2">
        <h2 className="flex-1 font-semibold">{title}</h2>
        {action && (
          <Button size="small" icon={<Plus aria-hidden className="size-3.5" />} onPress={action.run}>
            {action.label}
          </Button>
        )}
      </header>
      {children}
    </section>
  );
}

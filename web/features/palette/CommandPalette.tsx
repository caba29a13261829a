/*
 * The palette behind Ctrl or ⌘ K: tickets, technicians and customers by number, name or phone, places to go, things to
 * do. A customer opens onto his tickets. Keyboard and screen reader are react-aria's: the field keeps the focus, the
 * arrows move through the list, Enter does it.
 */
import { ChevronRight, Phone, Search, User, Wrench } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Kbd } from "../../ui/Kbd";
import { Ltr } from "../../ui/Ltr";
import { PhaseMark } from "../../ui/PhaseMark";
import { type Command, matchingCommands } from "./commands";
import { type Found, useFound } from "./useFound";

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command[];
  readonly onTicket: (
    ticket: { readonly ticketId: string; readonly number: string },
    branchId: string | null,
  ) => void;
  readonly onTechnician: (technician: Found["technicians"][number]) => void;
}

export function CommandPalette(props: CommandPaletteProps) {
  const { t } = useTranslation();
  return (
    <ModalOverlay
      isOpen={props.open}
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      className="fixed inset-0 z-50 bg-scrim"
    >
      <Modal className="mx-auto mt-[10dvh] w-[min(40rem,94vw)] overflow-hidden rounded-lg border border-line bg-paper shadow-lift">
        <Dialog aria-label={t("palette.label")} className="outline-none">
          <PaletteBody {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** With whatever this device dials with. */
function dial(phone: string | null): void {
  if (phone !== null) window.location.href = `tel:${phone}`;
}

type Customer = Found["customers"][number];

const ITEM =
  "flex min-h-10 cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-sm outline-none data-focused:bg-accent-soft";

/** The list never takes the focus: field and list are one combobox, and say so. Which list it is, says react-aria. */
const COMBOBOX = { role: "combobox", "aria-expanded": true, "aria-haspopup": "listbox" } as const;

function PaletteBody({ onClose, commands, onTicket, onTechnician }: CommandPaletteProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);
  // The palette is its field: whoever opens it goes on typing. After the dialog has taken the focus for itself.
  useEffect(() => {
    const timer = setTimeout(() => field.current?.focus());
    return () => clearTimeout(timer);
  }, []);
  const [customer, setCustomer] = useState<Customer | null>(null);
  const { found, asked } = useFound(customer === null ? text : "");
  const own = useLive(api.contacts.tickets, customer === null ? "skip" : { contactId: customer.contactId });
  const offered = customer === null ? matchingCommands(commands, text) : [];
  const places = offered.filter((command) => command.section === "places");
  const actions = offered.filter((command) => command.section === "actions");
  const tickets = found?.tickets ?? [];
  const technicians = found?.technicians ?? [];
  const customers = found?.customers ?? [];
  const count = offered.length + tickets.length + technicians.length + customers.length;
  const finish = (run: () => void) => () => {
    onClose();
    run();
  };
  const section = (name: string, rows: readonly ReactNode[]) =>
    rows.length === 0 ? null : (
      <ListBoxSection key={name} aria-label={name} className="pb-1">
        <Header className="px-2 pt-1.5 pb-0.5 text-xs text-ink-3">{name}</Header>
        {rows}
      </ListBoxSection>
    );
  const command = ({ id, label, icon: Icon, run }: Command) => (
    <ListBoxItem key={id} id={id} textValue={label} onAction={finish(run)} className={ITEM}>
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3 rtl:-scale-x-100" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
    </ListBoxItem>
  );
  const ticketRow = (
    ticket: Pick<Found["tickets"][number], "ticketId" | "number" | "status" | "problem"> & {
      readonly contactName?: string;
      readonly branchId?: string;
    },
  ) => (
    <ListBoxItem
      key={ticket.ticketId}
      id={ticket.ticketId}
      textValue={`${ticket.number} ${ticket.contactName ?? ""} ${ticket.problem} ${words.status(ticket.status)}`}
      onAction={finish(() => onTicket(ticket, ticket.branchId ?? null))}
      className={ITEM}
    >
      <PhaseMark phase={STATUS_META[ticket.status].phase} letter={t(`marks.${ticket.status}`)} size={18} />
      <Ltr className="shrink-0 font-medium">{ticket.number}</Ltr>
      <span className="min-w-0 flex-1 truncate text-ink-2">
        {ticket.contactName !== undefined && ticket.contactName !== "" && <bdi>{ticket.contactName} · </bdi>}
        <bdi>{ticket.problem}</bdi>
      </span>
      <span className="shrink-0 text-xs text-ink-3">{words.status(ticket.status)}</span>
    </ListBoxItem>
  );
  const goBack = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && text === "" && customer !== null) setCustomer(null);
  };
  return (
    <Autocomplete inputValue={text} onInputChange={setText}>
      <SearchField
        aria-label={t("palette.label")}
        className="flex h-12 items-center gap-2 border-b border-line px-3"
      >
        <Search aria-hidden className="size-4.5 shrink-0 text-ink-3" />
        {customer !== null && (
          <bdi className="max-w-40 truncate rounded-sm bg-sunken px-2 py-0.5 text-sm">
            {customer.name === "" ? customer.phone : customer.name}
          </bdi>
        )}
        <Input
          ref={field}
          {...COMBOBOX}
          dir="auto"
          maxLength={120}
          onKeyDown={goBack}
          placeholder={customer === null ? t("palette.placeholder") : t("palette.customerPlaceholder")}
          className="min-w-0 flex-1 bg-transparent text-lg text-ellipsis outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
        />
        <Kbd>Esc</Kbd>
      </SearchField>
      <ListBox
        aria-label={t("palette.results")}
        shouldFocusWrap
        className="max-h-[56dvh] overflow-y-auto p-1.5 outline-none"
        renderEmptyState={() => (
          <p className="px-3 py-8 text-center text-sm text-ink-2">
            {asked && found === undefined && customer === null ? t("palette.searching") : t("palette.none")}
          </p>
        )}
      >
        {customer === null
          ? [
              section(t("palette.tickets"), tickets.map(ticketRow)),
              section(
                t("palette.technicians"),
                technicians.map((one) => (
                  <ListBoxItem
                    key={one.technicianId}
                    id={one.technicianId}
                    textValue={words.name(one.name)}
                    onAction={finish(() => onTechnician(one))}
                    className={ITEM}
                  >
                    <Wrench aria-hidden className="size-4 shrink-0 text-ink-3" />
                    <bdi className="min-w-0 flex-1 truncate">{words.name(one.name)}</bdi>
                    <Ltr className="shrink-0 text-xs text-ink-3">{one.phone}</Ltr>
                  </ListBoxItem>
                )),
              ),
              section(
                t("palette.customers"),
                customers.map((one) => (
                  <ListBoxItem
                    key={one.contactId}
                    id={one.contactId}
                    textValue={`${one.name} ${one.phone ?? ""}`}
                    onAction={() => {
                      setCustomer(one);
                      setText("");
                    }}
                    className={ITEM}
                  >
                    <User aria-hidden className="size-4 shrink-0 text-ink-3" />
                    <bdi className="min-w-0 flex-1 truncate">{one.name}</bdi>
                    {one.phone !== null && <Ltr className="shrink-0 text-xs text-ink-3">{one.phone}</Ltr>}
                    <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3 rtl:-scale-x-100" />
                  </ListBoxItem>
                )),
              ),
              section(t("palette.places"), places.map(command)),
              section(t("palette.actions"), actions.map(command)),
            ]
          : [
              customer.phone === null
                ? null
                : section(t("palette.actions"), [
                    <ListBoxItem
                      key="call"
                      id="call"
                      textValue={t("palette.call", { phone: customer.phone })}
                      onAction={finish(() => dial(customer.phone))}
                      className={ITEM}
                    >
                      <Phone aria-hidden className="size-4 shrink-0 text-ink-3" />
                      <span>{t("palette.call", { phone: customer.phone })}</span>
                    </ListBoxItem>,
                  ]),
              section(
                t("palette.tickets"),
                (own ?? [])
                  .filter((ticket) =>
                    `${ticket.number} ${ticket.problem}`.toLowerCase().includes(text.toLowerCase()),
                  )
                  .map(ticketRow),
              ),
            ]}
      </ListBox>
      <p role="status" className="sr-only">
        {asked && found !== undefined ? t("palette.count", { count }) : ""}
      </p>
    </Autocomplete>
  );
}

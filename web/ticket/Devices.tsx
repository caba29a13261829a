/* The things a ticket is about: kind, make, serial number or plate, warranty, and how far each of them is. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { ITEM_STATES } from "../../shared/records/items";
import { useAttempt } from "../lib/useAttempt";
import { useLive } from "../lib/useLive";
import { Ltr } from "../ui/Ltr";
import { ProblemNotice } from "../ui/ProblemNotice";
import { Segmented } from "../ui/Segmented";

export function Devices({ ticketId }: { readonly ticketId: Id<"tickets"> }) {
  const { t } = useTranslation();
  const items = useLive(api.records.items, { ticketId });
  if (items === undefined) return null;
  if (items.length === 0) return <p className="text-sm text-ink-2">{t("ticket.noDevices")}</p>;
  return (
    <ul className="flex flex-col gap-3 text-sm">
      {items.map((item) => (
        <Device key={item.itemId} item={item} />
      ))}
    </ul>
  );
}

function Device({ item }: { readonly item: FunctionReturnType<typeof api.records.items>[number] }) {
  const { t } = useTranslation();
  const settle = useMutation(api.items.settle);
  const { problem, run } = useAttempt();
  const kind = t(`ticket.assetKinds.${item.kind}`);
  const make = [item.brand, item.model].filter((text) => text !== "").join(" ");
  return (
    <li>
      <p className="font-medium">
        {kind} <bdi className="font-normal">{make}</bdi>
      </p>
      <p className="flex flex-wrap gap-x-2 text-xs text-ink-2">
        {item.identity !== "" && <Ltr>{item.identity}</Ltr>}
        <span>{t(`ticket.warranty.${item.warranty}`)}</span>
        {item.invoiceNumber !== "" && <Ltr>{item.invoiceNumber}</Ltr>}
      </p>
      {item.problem !== "" && (
        <p className="text-xs text-ink-2">
          <bdi>{item.problem}</bdi>
        </p>
      )}
      <Segmented
        className="mt-1.5"
        labelHidden
        label={t("ticket.itemState", { item: `${kind} ${make}`.trim() })}
        value={item.state}
        onChange={(state) =>
          void run(() => settle({ itemId: item.itemId, state, expectedVersion: item.version }))
        }
        options={ITEM_STATES.map((value) => ({ value, label: t(`ticket.itemStates.${value}`) }))}
      />
      <ProblemNotice problem={problem} />
    </li>
  );
}

/* The things a ticket is about: kind, make, serial number or plate, warranty. */
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useLive } from "../lib/useLive";
import { Ltr } from "../ui/Ltr";

export function Devices({ ticketId }: { readonly ticketId: Id<"tickets"> }) {
  const { t } = useTranslation();
  const items = useLive(api.records.items, { ticketId });
  if (items === undefined) return null;
  if (items.length === 0) return <p className="text-sm text-ink-2">{t("ticket.noDevices")}</p>;
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {items.map((item) => (
        <li key={item.itemId}>
          <p className="font-medium">
            {t(`ticket.assetKinds.${item.kind}`)}{" "}
            <bdi className="font-normal">
              {[item.brand, item.model].filter((text) => text !== "").join(" ")}
            </bdi>
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
        </li>
      ))}
    </ul>
  );
}

/* How the work was confirmed by the customer, and what he thought of it. */
import { Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { Bidi } from "../ui/Bidi";

export function Closing({ ticketId, zone }: { readonly ticketId: Id<"tickets">; readonly zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const signOffs = useLive(api.records.signOffs, { ticketId });
  const review = useLive(api.records.review, { ticketId });
  return (
    <div className="flex flex-col gap-2 text-sm">
      {signOffs?.length === 0 && <p className="text-ink-2">{t("ticket.noSignOff")}</p>}
      {signOffs?.map((one) => (
        <p key={one.signOffId} className="flex items-center gap-2">
          <span className="min-w-0 flex-1">
            {t(`steps.sign.done.${one.method}`)} <Bidi className="font-medium">{one.signerName}</Bidi>
            <span className="text-ink-3">{format.dateTime(one.at, zone)}</span>
          </span>
          {one.signatureUrl !== null && (
            <img
              src={one.signatureUrl}
              alt={t("steps.sign.picture")}
              className="h-12 rounded-sm border border-line bg-white"
            />
          )}
        </p>
      ))}
      {review === null && <p className="text-ink-2">{t("ticket.noReview")}</p>}
      {review !== null && review !== undefined && (
        <figure>
          <p
            className="flex items-center gap-0.5"
            role="img"
            aria-label={t("ticket.rating", { rating: format.number(review.rating), most: format.number(5) })}
          >
            {[1, 2, 3, 4, 5].map((star) => (
              <Star
                key={star}
                aria-hidden
                className={`size-4 ${star <= review.rating ? "fill-accent text-accent" : "text-ink-3"}`}
              />
            ))}
          </p>
          {review.text !== "" && (
            <blockquote className="mt-1 text-ink-2" dir="auto">
              {review.text}
            </blockquote>
          )}
        </figure>
      )}
    </div>
  );
}

/* The customer judges the finished work, once [C-05]; afterwards he reads what he wrote. */
import { useMutation } from "convex/react";
import { Star } from "lucide-react";
import { useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useChange } from "../../steps/useChange";
import { Button } from "../../ui/Button";
import { TextField } from "../../ui/TextField";

export interface OwnReviewProps {
  readonly token: string;
  readonly zone: string;
}

const STARS = [1, 2, 3, 4, 5] as const;

export function OwnReview({ token, zone }: OwnReviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const mine = useLive(api.reviews.mine, { token });
  const add = useMutation(api.reviews.add);
  const change = useChange(zone);
  const [rating, setRating] = useState(0);
  const [text, setText] = useState("");
  if (mine === undefined || (mine.review === null && !mine.open)) return null;
  const shown = mine.review?.rating ?? rating;
  return (
    <section aria-labelledby="review-title" className="grid gap-3 rounded-lg border border-line bg-paper p-4">
      <h2 id="review-title" className="text-lg font-semibold">
        {t(mine.review === null ? "desk.review.ask" : "desk.review.thanks")}
      </h2>
      <RadioGroup
        orientation="horizontal"
        isReadOnly={mine.review !== null}
        value={shown === 0 ? null : String(shown)}
        onChange={(value) => setRating(Number(value))}
        className="flex items-center"
      >
        <Label className="sr-only">{t("desk.review.stars")}</Label>
        {STARS.map((star) => (
          <Radio
            key={star}
            value={String(star)}
            aria-label={t("ticket.rating", {
              rating: format.number(star),
              most: format.number(STARS.length),
            })}
            className="grid size-12 cursor-default place-items-center rounded-md data-focus-visible:outline-2 data-focus-visible:outline-accent"
          >
            <Star
              aria-hidden
              className={`size-8 ${star <= shown ? "fill-accent text-accent" : "text-ink-3"}`}
            />
          </Radio>
        ))}
      </RadioGroup>
      {mine.review !== null ? (
        mine.review.text !== "" && <p dir="auto">{mine.review.text}</p>
      ) : (
        <>
          <TextField
            multiline
            size="phone"
            label={t("desk.review.text")}
            value={text}
            onChange={setText}
            maxLength={2000}
          />
          <Button
            size="phone"
            tone="primary"
            className="justify-self-start"
            isDisabled={rating === 0}
            isPending={change.busy}
            onPress={() =>
              void change.run(() =>
                add({ token, rating, text: text.trim(), operationId: crypto.randomUUID() }),
              )
            }
          >
            {t("desk.review.send")}
          </Button>
        </>
      )}
    </section>
  );
}

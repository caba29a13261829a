/* Who is here, in the toolbar: discs, and behind them names, what each does, and the way to follow somebody. */
import { Eye } from "lucide-react";
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { type Colleague, peopleHere } from "../../../lib/presence/colleagues";
import { useCompany } from "../../../lib/presence/presenceContext";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/classNames";
import { PersonMark } from "../../../ui/PersonMark";
import { useFollow } from "./followContext";

export interface HereNowProps {
  readonly ownUserId: string;
  /** Number of a ticket on this board, where it is known. */
  readonly numberOf: (ticketId: string) => string | undefined;
}

const DISCS = 4;

export function HereNow({ ownUserId, numberOf }: HereNowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { colleagues, ownId } = useCompany();
  const { follow } = useFollow();
  const others = (colleagues ?? []).filter((one) => one.userId !== ownUserId);
  const people = peopleHere(others);
  const followers = others.filter((one) => ownId !== null && one.follows === ownId);
  const names = people.map((one) => words.name(one.name)).join("، ");
  const doing = (one: Colleague): string => {
    const [held] = one.holds;
    const number = (ticketId: string | null | undefined) => (ticketId ? numberOf(ticketId) : undefined);
    if (one.holds.length > 1) return t("together.holdsMany", { count: one.holds.length });
    if (held !== undefined) return t("together.holds", { number: number(held) ?? "…" });
    if (one.writesOn !== null) {
      const known = number(one.writesOn);
      return known === undefined ? t("together.writesSomewhere") : t("together.writes", { number: known });
    }
    const looked = number(one.looksAt);
    if (looked !== undefined) return t("together.looksAt", { number: looked });
    return one.place === "board" ? t("together.onBoard") : t("together.onTicket");
  };
  return (
    <DialogTrigger>
      <AriaButton
        aria-label={people.length === 0 ? t("together.alone") : t("together.hereNames", { names })}
        className="relative flex h-8 shrink-0 cursor-default items-center rounded-md px-1.5 data-hovered:bg-sunken"
      >
        {people.length === 0 ? (
          <span aria-hidden className="size-6 rounded-full border border-dashed border-line-strong" />
        ) : (
          <span className="flex -space-x-1.5 rtl:space-x-reverse">
            {people.slice(0, DISCS).map((one) => (
              <PersonMark key={one.userId} userId={one.userId} name={words.name(one.name)} />
            ))}
          </span>
        )}
        {people.length > DISCS && <span className="ps-1 text-xs text-ink-2">+{people.length - DISCS}</span>}
        {followers.length > 0 && (
          <span className="absolute -end-0.5 -top-0.5 grid size-4 place-items-center rounded-full bg-accent text-on-accent">
            <Eye aria-hidden className="size-3" />
          </span>
        )}
      </AriaButton>
      <span role="status" className="sr-only">
        {followers.length > 0 &&
          t("together.beingFollowed", { names: followers.map((one) => words.name(one.name)).join("، ") })}
      </span>
      <Popover placement="bottom end" className="w-80 rounded-lg border border-line bg-raised shadow-lift">
        <Dialog className="p-2 outline-none" data-follow>
          <Heading slot="title" className="px-2 py-1 text-sm font-semibold">
            {people.length === 0 ? t("together.alone") : t("together.here")}
          </Heading>
          {people.length === 0 && <p className="px-2 pb-1 text-sm text-ink-2">{t("together.aloneText")}</p>}
          <ul>
            {people.map((one) => {
              const name = words.name(one.name);
              const back = ownId !== null && one.follows === ownId;
              return (
                <li key={one.userId} className="flex items-center gap-2.5 rounded-md px-2 py-1.5">
                  <PersonMark userId={one.userId} name={name} />
                  <span className="min-w-0 flex-1 leading-tight">
                    <bdi className="block truncate text-sm font-medium">{name}</bdi>
                    <span className={cx("block truncate text-xs", back ? "text-accent" : "text-ink-2")}>
                      {back ? t("together.followsYou") : `${words.role(one.role)} · ${doing(one)}`}
                    </span>
                  </span>
                  {one.place === "board" && !back && (
                    <Button
                      size="small"
                      slot="close"
                      icon={<Eye aria-hidden className="size-3.5" />}
                      aria-label={t("together.followName", { name })}
                      onPress={() => follow(one)}
                    >
                      {t("together.follow")}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

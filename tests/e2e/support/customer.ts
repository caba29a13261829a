/** What the customer's page says, in the words of the product. */
import type { Locator } from "@playwright/test";
import type { Person } from "./people";
import type { OpenedPage } from "./stage";
import type { Reader } from "./words";

/** The map of the way to the customer, there only while somebody travels. */
export function tripMap({ page, words }: OpenedPage): Locator {
  return page.getByRole("region", { name: words.t("map.tripLabel") });
}

const ZONE = "Asia/Riyadh";

/** Customers are told first names only. */
export function customerFirstName(words: Reader, person: Person): string {
  return words.name(person.name).split(" ")[0] ?? "";
}

/** The sentence of a visit planned for today. */
export function trackingSentence(words: Reader, person: Person, startsAt: number, endsAt: number): string {
  return words.t("tracking.sentence.scheduledToday", {
    name: customerFirstName(words, person),
    from: words.format.time(startsAt, ZONE),
    to: words.format.time(endsAt, ZONE),
  });
}

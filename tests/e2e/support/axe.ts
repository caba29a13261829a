/** What axe says of a page in both themes, or of a part of it in one. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Empty when nothing is wrong; with `part` only what lies in it is looked at. */
export async function violations(page: Page, part?: string): Promise<string[]> {
  // No page of ours has frames: without them everything can be said in the page itself, in a third of the time.
  const whole = new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .setLegacyMode();
  const { violations: found } = await (part === undefined ? whole : whole.include(part)).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`),
  );
}

export async function turn(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
  // Colours on their way from one theme to the other are nobody's contrast.
  await page.evaluate(async () => {
    const fading = document.getAnimations().filter((one) => one instanceof CSSTransition);
    await Promise.allSettled(fading.map((one) => one.finished));
  });
}

/** Light, then dark, as the reader may choose. */
export async function inBothThemes(page: Page): Promise<Record<string, string[]>> {
  const result: Record<string, string[]> = {};
  for (const theme of ["light", "dark"] as const) {
    await turn(page, theme);
    const found = await violations(page);
    if (found.length > 0) result[theme] = found;
  }
  return result;
}

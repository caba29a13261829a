/*
 * The frame around every staff page: sign of the product, pages, the page's own toolbar, live state, settings.
 * Knows which pages a role has; holds no page.
 */
import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ConnectionState } from "./ConnectionState";
import { SettingsMenu, type SettingsMenuProps } from "./SettingsMenu";
import { Wordmark } from "./Wordmark";

export type StaffPageName =
  | "board"
  | "workshop"
  | "parts"
  | "escalations"
  | "request"
  | "import"
  | "my"
  | "customers"
  | "people"
  | "outbox"
  | "settings";

export interface AppFrameProps extends SettingsMenuProps {
  readonly pages: ReadonlyArray<StaffPageName>;
  readonly toolbar?: ReactNode;
  /** The palette and its button. */
  readonly palette?: ReactNode;
  /** The bell, where somebody is signed in. */
  readonly bell?: ReactNode;
  readonly children: ReactNode;
}

const PATHS = {
  board: "/board",
  workshop: "/workshop",
  parts: "/parts",
  escalations: "/escalations",
  request: "/requests/new",
  import: "/import",
  my: "/my",
  customers: "/customers",
  people: "/people",
  outbox: "/outbox",
  settings: "/settings",
} as const satisfies Record<StaffPageName, string>;

export function AppFrame({ pages, toolbar, palette, bell, children, ...settings }: AppFrameProps) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the row of pages is longer than its place: the page at hand stays in sight.
  useEffect(() => {
    nav.current
      ?.querySelector('[aria-current="page"]')
      ?.scrollIntoView?.({ inline: "center", block: "nearest" });
  }, [pathname]);
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
      >
        {t("shell.skipToContent")}
      </a>
      <header className="flex h-12 shrink-0 items-center gap-3 max-md:gap-1.5 border-b border-line bg-paper ps-3 pe-2">
        <Wordmark />
        <nav
          ref={nav}
          aria-label={t("shell.nav.label")}
          className="relative flex min-w-0 shrink items-center gap-0.5 overflow-x-auto px-1 py-1 [scrollbar-width:none] max-lg:flex-1 max-lg:[mask-image:linear-gradient(to_right,transparent,#000_0.75rem,#000_calc(100%-0.75rem),transparent)]"
        >
          {pages.map((page) => (
            <Link
              key={page}
              to={PATHS[page]}
              className="shrink-0 rounded-md px-2.5 py-1.5 text-sm text-ink-2 hover:bg-sunken hover:text-ink"
              activeProps={{ className: "font-medium text-ink bg-sunken", "aria-current": "page" }}
            >
              {t(`shell.nav.${page}`)}
            </Link>
          ))}
        </nav>
        <div className="flex min-w-0 flex-1 items-center gap-2 max-lg:flex-none">
          {toolbar}
          {palette}
        </div>
        <ConnectionState />
        {bell}
        <SettingsMenu {...settings} />
      </header>
      <main id="content" tabIndex={-1} className="min-h-0 flex-1 outline-none">
        {children}
      </main>
    </div>
  );
}

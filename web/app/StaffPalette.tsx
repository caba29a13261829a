/*
 * The palette of a signed-in member: which places and actions his role has, and where things that are found open. Also
 * the button that shows it, and its key.
 */
import { useLocation, useNavigate } from "@tanstack/react-router";
import {
  Bell,
  CalendarDays,
  ContactRound,
  FilePlus2,
  FileUp,
  Languages,
  LogOut,
  Mail,
  Map as MapIcon,
  Monitor,
  Moon,
  Package,
  Search,
  Settings,
  Sun,
  TriangleAlert,
  UserCog,
  Users,
  Warehouse,
} from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { roleHas } from "../../shared/access/permissions";
import { CommandPalette } from "../features/palette/CommandPalette";
import { boardSearchSchema } from "../features/board/boardFilters";
import type { Command } from "../features/palette/commands";
import { useSignOut } from "../lib/foreignSession";
import { setPreferences, usePreferences, useTheme } from "../lib/preferences";
import { useMe } from "../lib/session";
import { Keys } from "../ui/Kbd";

export interface StaffPaletteProps {
  /** `none`: only the key opens it. */
  readonly button?: "field" | "icon" | "none";
}

export function StaffPalette({ button = "field" }: StaffPaletteProps) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const signOut = useSignOut();
  const { locale } = usePreferences();
  const theme = useTheme();
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // By the key's place: on an Arabic layout it writes another letter.
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== "KeyK")
        return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  const board = roleHas(me.role, "board.view");
  const place = (
    id: string,
    icon: Command["icon"],
    label: string,
    allowed: boolean,
    run: () => void,
  ): Command[] => (allowed ? [{ id, icon, label, section: "places", run }] : []);
  const action = (
    id: string,
    icon: Command["icon"],
    label: string,
    run: () => void,
    also?: string,
  ): Command => ({ id, icon, label, section: "actions", run, ...(also === undefined ? {} : { also }) });
  const commands: Command[] = [
    ...place("board", MapIcon, t("shell.nav.board"), board, () => void navigate({ to: "/board" })),
    ...place(
      "workshop",
      Warehouse,
      t("shell.nav.workshop"),
      roleHas(me.role, "workshop.view"),
      () => void navigate({ to: "/workshop" }),
    ),
    ...place(
      "parts",
      Package,
      t("shell.nav.parts"),
      roleHas(me.role, "parts.view"),
      () => void navigate({ to: "/parts" }),
    ),
    ...place(
      "customers",
      ContactRound,
      t("shell.nav.customers"),
      roleHas(me.role, "contacts.view"),
      () => void navigate({ to: "/customers" }),
    ),
    ...place(
      "escalations",
      TriangleAlert,
      t("shell.nav.escalations"),
      roleHas(me.role, "escalations.view"),
      () => void navigate({ to: "/escalations" }),
    ),
    ...place(
      "my",
      CalendarDays,
      t("shell.nav.my"),
      roleHas(me.role, "field.work"),
      () => void navigate({ to: "/my" }),
    ),
    ...place(
      "import",
      FileUp,
      t("shell.nav.import"),
      roleHas(me.role, "imports.run"),
      () => void navigate({ to: "/import" }),
    ),
    ...place(
      "people",
      Users,
      t("shell.nav.people"),
      roleHas(me.role, "people.view"),
      () => void navigate({ to: "/people" }),
    ),
    ...place(
      "outbox",
      Mail,
      t("shell.nav.outbox"),
      roleHas(me.role, "outbox.view"),
      () => void navigate({ to: "/outbox" }),
    ),
    ...place(
      "settings",
      Settings,
      t("shell.nav.settings"),
      roleHas(me.role, "settings.view"),
      () => void navigate({ to: "/settings" }),
    ),
    ...place("account", UserCog, t("shell.menu.account"), true, () => void navigate({ to: "/account" })),
    ...place("wall", Monitor, t("wall.title"), board, () => void navigate({ to: "/wall" })),
    ...(roleHas(me.role, "tickets.create")
      ? [
          action(
            "request",
            FilePlus2,
            t("shell.nav.request"),
            () => void navigate({ to: "/requests/new" }),
            "new ticket تذكرة جديدة",
          ),
        ]
      : []),
    ...(board
      ? (["alerts", "hold"] as const).map((list) =>
          action(
            `list ${list}`,
            Bell,
            t("palette.showList", { list: t(`board.list.${list}`) }),
            () => void navigate({ to: "/board", search: { list } }),
          ),
        )
      : []),
    action(
      "theme",
      theme === "dark" ? Sun : Moon,
      t(theme === "dark" ? "palette.toLight" : "palette.toDark"),
      () => setPreferences({ theme: theme === "dark" ? "light" : "dark" }),
      "theme dark light مظهر",
    ),
    action(
      "language",
      Languages,
      t("palette.otherLanguage"),
      () => setPreferences({ locale: locale === "ar" ? "en" : "ar" }),
      "language english arabic عربي لغة",
    ),
    action("signOut", LogOut, t("shell.menu.signOut"), () => void signOut()),
  ];
  // Day, filters and panes of an open board stay; elsewhere it opens plainly.
  const kept = pathname === "/board" ? boardSearchSchema.parse(search) : {};
  return (
    <>
      {button === "field" && (
        <Button
          onPress={() => setOpen(true)}
          className="ms-auto flex h-8 min-w-8 max-w-72 flex-1 shrink max-lg:flex-none max-lg:border-transparent max-lg:bg-transparent cursor-default items-center gap-2 rounded-md border border-line-strong bg-raised px-2 text-sm text-ink-3 data-hovered:border-ink-3"
        >
          <Search aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 flex-1 truncate text-start max-lg:sr-only">{t("palette.open")}</span>
          <span aria-hidden className="hidden gap-0.5 xl:flex">
            <Keys keys={["Ctrl", "K"]} />
          </span>
        </Button>
      )}
      {button === "icon" && (
        <Button
          aria-label={t("palette.open")}
          onPress={() => setOpen(true)}
          className="grid size-12 shrink-0 cursor-default place-items-center rounded-md text-ink-2 data-hovered:bg-sunken"
        >
          <Search aria-hidden className="size-5" />
        </Button>
      )}
      <CommandPalette
        open={open}
        onClose={() => setOpen(false)}
        commands={commands}
        onTicket={({ ticketId, number }, branchId) => {
          if (!board) void navigate({ to: "/tickets/$number", params: { number } });
          else
            void navigate({
              to: "/board",
              search: {
                ...kept,
                ...(branchId === null ? {} : { branch: branchId }),
                ticket: ticketId,
                person: undefined,
              },
            });
        }}
        onTechnician={({ technicianId, branchId }) =>
          void navigate({
            to: "/board",
            search: { ...kept, branch: branchId, person: technicianId, ticket: undefined },
          })
        }
      />
    </>
  );
}

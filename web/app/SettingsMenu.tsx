/* Language, digits, theme, direction of time, and signing out: one popover behind the account button. */
import { Link } from "@tanstack/react-router";
import { ChevronDown, CircleUser, LogOut, Settings2 } from "lucide-react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { setPreferences, usePreferences } from "../lib/preferences";
import { Button } from "../ui/Button";
import { IconButton } from "../ui/IconButton";
import { Segmented } from "../ui/Segmented";

export interface SettingsMenuProps {
  /** Who is signed in, in words; absent on public pages. */
  readonly account?: { readonly name: string; readonly role: string };
  readonly onSignOut?: () => void;
  readonly showTimeDirection?: boolean;
  /** 48 px on pages used with a thumb. */
  readonly size?: "medium" | "phone";
}

/** First letter of a name, the Arabic article passed over. */
function initial(name: string): string {
  return name.replace(/^ال/, "").charAt(0);
}

export function SettingsMenu({
  account,
  onSignOut,
  showTimeDirection = false,
  size = "medium",
}: SettingsMenuProps) {
  const { t } = useTranslation();
  const preferences = usePreferences();
  return (
    <DialogTrigger>
      {account === undefined || size === "phone" ? (
        <IconButton
          size={size}
          label={t("shell.menu.label")}
          icon={<Settings2 aria-hidden className="size-4" />}
        />
      ) : (
        <AriaButton className="flex h-9 cursor-default items-center gap-2 rounded-md ps-1 pe-2 text-sm text-ink-2 data-hovered:bg-sunken data-hovered:text-ink">
          <span
            aria-hidden
            className="grid size-7 place-items-center rounded-full bg-ink text-xs font-semibold text-paper"
          >
            {initial(account.name)}
          </span>
          <span className="sr-only">{t("shell.menu.label")}: </span>
          <bdi className="sr-only max-w-32 truncate 2xl:not-sr-only">{account.name}</bdi>
          <ChevronDown aria-hidden className="size-3.5" />
        </AriaButton>
      )}
      <Popover
        placement="bottom end"
        offset={4}
        className="rounded-md border border-line bg-raised shadow-lift"
      >
        <Dialog aria-label={t("shell.menu.label")} className="flex w-72 flex-col gap-3 p-3 outline-none">
          {account !== undefined && (
            <p className="border-b border-line pb-2 text-sm">
              <bdi className="block font-medium">{account.name}</bdi>
              <span className="text-xs text-ink-3">{account.role}</span>
            </p>
          )}
          <Segmented
            label={t("shell.language.label")}
            value={preferences.locale}
            onChange={(locale) => setPreferences({ locale })}
            options={[
              { value: "ar", label: t("shell.language.ar"), lang: "ar" },
              { value: "en", label: t("shell.language.en"), lang: "en" },
            ]}
          />
          <Segmented
            label={t("shell.digits.label")}
            value={preferences.digits}
            onChange={(digits) => setPreferences({ digits })}
            options={[
              { value: "auto", label: t("shell.digits.auto") },
              { value: "arab", label: t("shell.digits.arab") },
              { value: "latn", label: t("shell.digits.latn") },
            ]}
          />
          <Segmented
            label={t("shell.theme.label")}
            value={preferences.theme}
            onChange={(theme) => setPreferences({ theme })}
            options={[
              { value: "system", label: t("shell.theme.system") },
              { value: "light", label: t("shell.theme.light") },
              { value: "dark", label: t("shell.theme.dark") },
            ]}
          />
          {showTimeDirection && (
            <Segmented
              label={t("shell.timeDirection.label")}
              value={preferences.timeDirection}
              onChange={(timeDirection) => setPreferences({ timeDirection })}
              options={[
                { value: "reading", label: t("shell.timeDirection.reading") },
                { value: "ltr", label: t("shell.timeDirection.ltr") },
              ]}
            />
          )}
          {account !== undefined && (
            <Link
              to="/account"
              className="flex h-9 items-center gap-1.5 rounded-md px-3 text-sm font-medium text-ink-2 hover:bg-sunken hover:text-ink"
            >
              <CircleUser aria-hidden className="size-4" />
              {t("shell.menu.account")}
            </Link>
          )}
          {onSignOut !== undefined && (
            <Button
              tone="quiet"
              className="justify-start border-t border-line"
              icon={<LogOut aria-hidden className="size-4 rtl:-scale-x-100" />}
              onPress={onSignOut}
            >
              {t("shell.menu.signOut")}
            </Button>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/* The frame of pages for people who are not signed in as members: sign of the product, settings, one column. */
import type { ReactNode } from "react";
import { SettingsMenu } from "./SettingsMenu";
import { Wordmark } from "./Wordmark";

export interface PlainPageProps {
  readonly children: ReactNode;
  readonly wide?: boolean;
  readonly onSignOut?: () => void;
  readonly account?: { readonly name: string; readonly role: string };
}

export function PlainPage({ children, wide = false, onSignOut, account }: PlainPageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-between ps-4 pe-2">
        <Wordmark />
        <SettingsMenu size="phone" {...(onSignOut ? { onSignOut } : {})} {...(account ? { account } : {})} />
      </header>
      <main className="flex flex-1 flex-col items-center p-4 pb-12">
        <div className={wide ? "w-full max-w-2xl" : "w-full max-w-md"}>{children}</div>
      </main>
    </div>
  );
}

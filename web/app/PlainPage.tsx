/*
 * The frame of pages for people who are not signed in as members: whose page it is, settings, one column. Customers see the
 * company's name, everybody else the sign of the product.
 */
import type { ReactNode } from "react";
import { SettingsMenu } from "./SettingsMenu";
import { Wordmark } from "./Wordmark";

export interface PlainPageProps {
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Name of the company on its customers' pages. */
  readonly company?: string | undefined;
  readonly onSignOut?: () => void;
  readonly account?: { readonly name: string; readonly role: string };
}

export function PlainPage({ children, wide = false, company, onSignOut, account }: PlainPageProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-between ps-4 pe-2">
        {company === undefined ? (
          <Wordmark />
        ) : (
          <p className="min-w-0 truncate text-lg font-semibold">
            <bdi>{company}</bdi>
          </p>
        )}
        <SettingsMenu size="phone" {...(onSignOut ? { onSignOut } : {})} {...(account ? { account } : {})} />
      </header>
      <main className="flex flex-1 flex-col items-center p-4 pb-12">
        <div className={wide ? "w-full max-w-2xl" : "w-full max-w-md"}>{children}</div>
      </main>
    </div>
  );
}

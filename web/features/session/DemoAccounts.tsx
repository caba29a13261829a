/* One button per demo account. Empty on deployments that are not a demo: then nothing is drawn. */
import type { FunctionReturnType } from "convex/server";
import { useTranslation } from "react-i18next";
import type { api } from "../../../convex/_generated/api";
import { useWords } from "../../lib/useWords";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";

export type DemoAccount = FunctionReturnType<typeof api.demo.accounts>[number];

export interface DemoAccountsProps {
  /** Undefined while loading. */
  readonly accounts: readonly DemoAccount[] | undefined;
  readonly busyWith: string | null;
  readonly onChoose: (account: DemoAccount) => void;
}

export function DemoAccounts({ accounts, busyWith, onChoose }: DemoAccountsProps) {
  const { t } = useTranslation();
  const words = useWords();
  if (accounts?.length === 0) return null;
  return (
    <section className="rounded-lg border border-line bg-paper p-5">
      <h2 className="text-lg font-semibold">{t("session.demo.title")}</h2>
      <p className="mt-1 mb-3 text-sm text-ink-2">{t("session.demo.text")}</p>
      {accounts === undefined ? (
        <div className="grid gap-2 sm:grid-cols-2">
          {Array.from({ length: 6 }, (_, index) => (
            <Skeleton key={index} className="h-14" />
          ))}
        </div>
      ) : (
        <ul className="grid gap-2 sm:grid-cols-2">
          {accounts.map((account) => {
            const name = words.name(account.name);
            const role = words.role(account.role);
            return (
              <li key={account.email}>
                <button
                  type="button"
                  disabled={busyWith !== null}
                  onClick={() => onChoose(account)}
                  className="flex w-full flex-col rounded-md border border-line-strong bg-raised px-3 py-2 text-start hover:border-accent disabled:opacity-60"
                >
                  <span className="flex items-baseline gap-2">
                    <bdi className="min-w-0 flex-1 truncate text-sm font-medium">{name}</bdi>
                    <span className="shrink-0 text-xs text-ink-2">{role}</span>
                  </span>
                  <span className="flex items-baseline gap-2 text-xs text-ink-3">
                    <span className="min-w-0 flex-1 truncate">
                      <Ltr>{account.email}</Ltr>
                    </span>
                    {account.branchName !== null && (
                      <bdi className="shrink-0">{words.name(account.branchName)}</bdi>
                    )}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

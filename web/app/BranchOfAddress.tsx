/* The branch an address names, else the first one of the member; says so where he has none. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Branch, useMe } from "../lib/session";
import { EmptyState } from "../ui/EmptyState";
import { PageFrame } from "./PageFrame";

export interface BranchOfAddressProps {
  /** As the address says; a branch that is not the member's counts as none. */
  readonly named: string | undefined;
  /** Whether the page's frame stands around it already; without it nobody could go on from here. */
  readonly framed?: boolean;
  readonly children: (branch: Branch) => ReactNode;
}

export function BranchOfAddress({ named, framed = true, children }: BranchOfAddressProps) {
  const { t } = useTranslation();
  const { branches } = useMe();
  const branch = branches.find((one) => one.branchId === named) ?? branches[0];
  if (branch !== undefined) return children(branch);
  const said = <EmptyState title={t("shell.noBranch.title")}>{t("shell.noBranch.text")}</EmptyState>;
  return framed ? said : <PageFrame>{said}</PageFrame>;
}

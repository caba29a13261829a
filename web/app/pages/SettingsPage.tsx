/* Rules, lists and the audit log of the company, one tab each. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { roleHas } from "../../../shared/access/permissions";
import { LIST_NAMES } from "../../../shared/settings/lists";
import { Branches } from "../../features/branches/Branches";
import { Catalogue } from "../../features/catalogue/Catalogue";
import { RuleEditor } from "../../features/escalations/RuleEditor";
import { AuditLog } from "../../features/settings/AuditLog";
import { ListEditor } from "../../features/settings/ListEditor";
import { SettingValues } from "../../features/settings/SettingValues";
import { useMe } from "../../lib/session";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";
import { TabLinks } from "../TabLinks";
import { tabFace } from "../tabFace";

const route = getRouteApi("/settings");

export function SettingsPage() {
  return (
    <StaffPage permission="settings.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <div className="mx-auto w-full max-w-5xl p-4 md:p-6">
            <SettingsTabs />
          </div>
        </div>
      </PageFrame>
    </StaffPage>
  );
}

function SettingsTabs() {
  const { t } = useTranslation();
  const me = useMe();
  const { tab = "values" } = route.useSearch();
  const tabs = roleHas(me.role, "audit.view")
    ? (["values", "branches", "promises", "catalogue", "lists", "audit"] as const)
    : (["values", "branches", "promises", "catalogue", "lists"] as const);
  return (
    <>
      <TabLinks title={t("settings.title")}>
        {tabs.map((one) => (
          <Link key={one} to="/settings" search={{ tab: one }} {...tabFace(one === tab)}>
            {t(`settings.tabs.${one}`)}
          </Link>
        ))}
      </TabLinks>
      {tab === "branches" ? (
        <Branches />
      ) : tab === "promises" ? (
        <RuleEditor zone={me.branches[0]?.zone ?? "UTC"} />
      ) : tab === "catalogue" ? (
        <Catalogue />
      ) : tab === "lists" ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          {LIST_NAMES.map((list) => (
            <ListEditor key={list} list={list} />
          ))}
        </div>
      ) : tab === "audit" && roleHas(me.role, "audit.view") ? (
        <AuditLog />
      ) : (
        <SettingValues />
      )}
    </>
  );
}

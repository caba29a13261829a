/* Members and technicians, one tab each; the tab stands in the address. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Members } from "../../features/people/Members";
import { Technicians } from "../../features/people/Technicians";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";
import { TabLinks } from "../TabLinks";
import { tabFace } from "../tabFace";

const route = getRouteApi("/people");

export function PeoplePage() {
  const { t } = useTranslation();
  const { tab = "members" } = route.useSearch();
  return (
    <StaffPage permission="people.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <div className="mx-auto w-full max-w-6xl p-4 md:p-6">
            <TabLinks title={t("people.title")}>
              {(["members", "technicians"] as const).map((one) => (
                <Link key={one} to="/people" search={{ tab: one }} {...tabFace(one === tab)}>
                  {t(`people.tabs.${one}`)}
                </Link>
              ))}
            </TabLinks>
            {tab === "technicians" ? <Technicians /> : <Members />}
          </div>
        </div>
      </PageFrame>
    </StaffPage>
  );
}

/* The printed day of one technician; no frame around it, so that paper holds nothing else. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "../../../convex/_generated/dataModel";
import { serviceDayOf } from "../../../shared/time/zones";
import { DaySheet } from "../../features/daySheet/DaySheet";
import { useMe } from "../../lib/session";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/print/day/$technician");

export function DaySheetPage() {
  return (
    <StaffPage permission="board.view">
      <Sheet />
    </StaffPage>
  );
}

function Sheet() {
  const { t } = useTranslation();
  const me = useMe();
  const { technician } = route.useParams();
  const { day } = route.useSearch();
  const today = serviceDayOf(Date.now(), me.branches[0]?.zone ?? "UTC");
  useEffect(() => {
    document.title = t("daySheet.title");
  }, [t]);
  // The server checks that it is a technician in reach, and refuses what is none.
  return (
    <DaySheet
      technicianId={technician as Id<"technicians">}
      day={day ?? today}
      back={
        <Link
          to="/board"
          search={{ person: technician, ...(day === undefined || day === today ? {} : { day }) }}
          className="inline-flex shrink-0 items-center gap-1 text-sm text-accent hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
          {t("ticket.back")}
        </Link>
      }
    />
  );
}

/* The customer's page behind a tracking link, open to everybody who has it, and the box a code is typed into [S-06]. */
import { getRouteApi } from "@tanstack/react-router";
import { useWords } from "../../lib/useWords";
import { useLive } from "../../lib/useLive";
import { api } from "../../../convex/_generated/api";
import { FindRequest } from "../../features/tracking/FindRequest";
import { TrackingPage } from "../../features/tracking/TrackingPage";
import { PlainPage } from "../PlainPage";
import { SettingsMenu } from "../SettingsMenu";

const route = getRouteApi("/t/$token");

export function TrackPage() {
  const { token } = route.useParams();
  return <TrackingPage token={token} settings={<SettingsMenu size="phone" />} />;
}

export function FindPage() {
  const words = useWords();
  const offered = useLive(api.intake.options, {});
  return (
    <PlainPage company={offered ? words.name(offered.company) : undefined}>
      <FindRequest />
    </PlainPage>
  );
}

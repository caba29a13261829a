/* The customer's page behind a tracking link; open to everybody who has it. */
import { getRouteApi } from "@tanstack/react-router";
import { TrackingPage } from "../../features/tracking/TrackingPage";
import { SettingsMenu } from "../SettingsMenu";

const route = getRouteApi("/t/$token");

export function TrackPage() {
  const { token } = route.useParams();
  return <TrackingPage token={token} settings={<SettingsMenu size="phone" />} />;
}

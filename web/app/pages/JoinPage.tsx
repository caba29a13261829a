/* The page behind an invitation link. */
import { getRouteApi } from "@tanstack/react-router";
import { Join } from "../../features/people/Join";
import { PlainPage } from "../PlainPage";

const route = getRouteApi("/join/$token");

export function JoinPage() {
  const { token } = route.useParams();
  const navigate = route.useNavigate();
  return (
    <PlainPage>
      <Join token={token} onJoined={() => void navigate({ to: "/", replace: true })} />
    </PlainPage>
  );
}

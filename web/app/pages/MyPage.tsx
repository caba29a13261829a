/* The technician's day on the phone; draws its own frame, with the settings every page has. */
import { TicketPromises } from "../../features/escalations/TicketPromises";
import { TechnicianPage } from "../../features/technician/TechnicianPage";
import { useMe } from "../../lib/session";
import { useSignOut } from "../../lib/foreignSession";
import { useWords } from "../../lib/useWords";
import { SettingsMenu } from "../SettingsMenu";
import { StaffBell } from "../StaffBell";
import { StaffPalette } from "../StaffPalette";
import { StaffPage } from "../StaffPage";

export function MyPage() {
  return (
    <StaffPage permission="field.work">
      <OwnDay />
    </StaffPage>
  );
}

function OwnDay() {
  const me = useMe();
  const words = useWords();
  const signOut = useSignOut();
  return (
    <TechnicianPage
      promises={(ticket, zone) => (
        <TicketPromises ticketId={ticket.ticketId} number={ticket.number} zone={zone} />
      )}
      settings={
        <>
          <StaffPalette button="icon" />
          <StaffBell size="phone" />
          <SettingsMenu
            size="phone"
            account={{ name: words.name(me.name), role: words.role(me.role) }}
            onSignOut={() => void signOut()}
          />
        </>
      }
    />
  );
}

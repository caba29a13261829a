/* The technician's day on the phone; draws its own frame. */
import { TechnicianPage } from "../../features/technician/TechnicianPage";
import { StaffPage } from "../StaffPage";

export function MyPage() {
  return (
    <StaffPage permission="field.work">
      <TechnicianPage />
    </StaffPage>
  );
}

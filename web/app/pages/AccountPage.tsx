/* A member's own account. */
import { OwnAccount } from "../../features/account/OwnAccount";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

export function AccountPage() {
  return (
    <StaffPage permission="account.own">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <OwnAccount />
        </div>
      </PageFrame>
    </StaffPage>
  );
}

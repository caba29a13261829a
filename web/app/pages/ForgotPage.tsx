/* A forgotten password. */
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ForgotPassword } from "../../features/account/ForgotPassword";
import { useForeignSession } from "../../lib/foreignSession";
import { PlainPage } from "../PlainPage";

export function ForgotPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const foreign = useForeignSession();
  // Another service looks after its passwords itself.
  if (foreign !== null) return <PlainPage>{foreign.form}</PlainPage>;
  return (
    <PlainPage>
      <ForgotPassword
        onDone={() => void navigate({ to: "/", replace: true })}
        back={
          <Link to="/sign-in" className="text-accent hover:underline">
            {t("account.forgot.back")}
          </Link>
        }
      />
    </PlainPage>
  );
}

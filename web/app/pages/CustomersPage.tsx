/* The company's customers: the list, and one of them at an address of his own. */
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { CustomerDetail } from "../../features/customers/CustomerDetail";
import { CustomerList } from "../../features/customers/CustomerList";
import { contactIdFrom } from "../../features/customers/customersData";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/customers/$contactId");

export function CustomersPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <StaffPage permission="contacts.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <div className="mx-auto w-full max-w-4xl p-4 md:p-6">
            <h1 className="mb-4 text-xl font-semibold">{t("customers.title")}</h1>
            <CustomerList
              onEntered={(contactId) => void navigate({ to: "/customers/$contactId", params: { contactId } })}
              linkTo={(contactId, children) => (
                <Link to="/customers/$contactId" params={{ contactId }} className="block hover:bg-sunken">
                  {children}
                </Link>
              )}
            />
          </div>
        </div>
      </PageFrame>
    </StaffPage>
  );
}

export function CustomerDetailPage() {
  const { t } = useTranslation();
  const { contactId } = route.useParams();
  return (
    <StaffPage permission="contacts.view">
      <PageFrame>
        <div className="h-full overflow-y-auto">
          <div className="mx-auto w-full max-w-5xl p-4 md:p-6">
            <Link
              to="/customers"
              className="mb-3 inline-flex items-center gap-1 text-sm text-accent hover:underline"
            >
              <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
              {t("customers.back")}
            </Link>
            <CustomerDetail
              key={contactId}
              contactId={contactIdFrom(contactId)}
              ticketLink={(number, children) => (
                <Link to="/tickets/$number" params={{ number }} className="block hover:bg-sunken">
                  {children}
                </Link>
              )}
            />
          </div>
        </div>
      </PageFrame>
    </StaffPage>
  );
}

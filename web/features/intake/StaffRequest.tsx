/* A request taken in by hand: whose, where, what. One operation per form, so that pressing twice makes one ticket. */
import { useMutation } from "convex/react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Me } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { CheckList } from "../../ui/CheckList";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { type CustomerDraft, CustomerPart } from "./CustomerPart";
import { type PlaceDraft, PlacePart } from "./PlacePart";
import { type WorkDraft, WorkPart } from "./WorkPart";

export interface StaffRequestProps {
  readonly me: Me;
  readonly onTaken: (number: string) => void;
}

const NOBODY: CustomerDraft = { mode: "find", text: "", contactId: null, name: "", phone: "" };
const NOWHERE: PlaceDraft = { locationId: "new", address: "", city: "", accessNotes: "" };
const NOTHING: WorkDraft = { workType: null, problem: "", priority: "normal", day: "", slot: "morning" };

export function StaffRequest({ me, onTaken }: StaffRequestProps) {
  const { t } = useTranslation();
  const words = useWords();
  const take = useMutation(api.intake.byStaff);
  const { busy, problem, run } = useAttempt();
  const [operationId] = useState(() => crypto.randomUUID());
  const [branchId, setBranchId] = useState<Id<"branches"> | null>(me.branches[0]?.branchId ?? null);
  const [customer, setCustomer] = useState(NOBODY);
  const [place, setPlace] = useState(NOWHERE);
  const [work, setWork] = useState(NOTHING);
  const [assetIds, setAssetIds] = useState<Id<"assets">[]>([]);
  const { contactId } = customer;
  const known = useLive(api.contacts.get, contactId === null ? "skip" : { contactId });
  const locations = contactId === null ? [] : (known?.locations ?? []);
  const assets = contactId === null ? [] : (known?.assets ?? []);

  const changeCustomer = (next: CustomerDraft) => {
    if (next.contactId !== contactId) {
      setPlace({ ...place, locationId: "new" });
      setAssetIds([]);
    }
    setCustomer(next);
  };
  const complete =
    branchId !== null &&
    (contactId !== null || (customer.mode === "new" && customer.name.trim() !== "")) &&
    (place.locationId !== "new" || (place.address.trim() !== "" && place.city.trim() !== "")) &&
    work.workType !== null &&
    work.problem.trim() !== "";

  const submit = async () => {
    const { workType, problem: told, priority, day, slot } = work;
    if (branchId === null || workType === null) return;
    const { locationId, ...written } = place;
    await run(async () => {
      const { number } = await take({
        branchId,
        contactId,
        requester: contactId === null ? { name: customer.name, phone: customer.phone } : null,
        locationId: locationId === "new" ? null : locationId,
        place: locationId === "new" ? { ...written, point: null } : null,
        assetIds,
        request: {
          workType,
          problem: told,
          preferred: day === "" ? null : { serviceDay: day, slot },
          items: [],
        },
        priority,
        operationId,
      });
      onTaken(number);
    });
  };

  return (
    <form
      className="mx-auto flex max-w-2xl flex-col gap-6 p-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) void submit();
      }}
    >
      <h1 className="text-xl font-semibold text-ink">{t("intake.title")}</h1>
      {me.branches.length > 1 && (
        <Select
          label={t("intake.branch")}
          value={branchId}
          onChange={setBranchId}
          options={me.branches.map((branch) => ({
            value: branch.branchId,
            label: words.name(branch.name),
          }))}
        />
      )}
      <Part title={t("intake.customer.title")}>
        <CustomerPart value={customer} onChange={changeCustomer} />
      </Part>
      <Part title={t("intake.place.title")}>
        <PlacePart locations={locations} value={place} onChange={setPlace} />
      </Part>
      <Part title={t("intake.work.title")}>
        <WorkPart value={work} onChange={setWork} />
        {assets.length > 0 && (
          <CheckList
            label={t("intake.work.devices")}
            value={assetIds}
            onChange={setAssetIds}
            options={assets.map((asset) => ({
              value: asset.assetId,
              label: [words.assetKind(asset.kind), asset.brand, asset.model].filter(Boolean).join(" · "),
            }))}
          />
        )}
      </Part>
      <ProblemNotice problem={problem} />
      <Button type="submit" tone="primary" className="self-start" isDisabled={!complete} isPending={busy}>
        {t("intake.submit")}
      </Button>
    </form>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-semibold text-ink">{title}</h2>
      {children}
    </section>
  );
}

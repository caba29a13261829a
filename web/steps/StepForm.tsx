/*
 * The whole form of one step: the records it wants (pictures, signature, parts, estimate, check, holds), then what it asks
 * the person. The same on the phone, in the board's panel and on the ticket's page; the button is the caller's.
 */
import { useTranslation } from "react-i18next";
import type { Id } from "../../convex/_generated/dataModel";
import { isOneOf, ROLES } from "../../shared/access/roles";
import { photoKindsFor } from "../../shared/tickets/evidence";
import type { Actor, TicketFacts } from "../../shared/tickets/facts";
import type { OfferedStep } from "../../shared/tickets/plan";
import { CheckPart } from "./CheckPart";
import { EstimatePart } from "./EstimatePart";
import { HoldsPart } from "./HoldsPart";
import { PartsPart } from "./PartsPart";
import { PhotoField } from "./PhotoField";
import { SignOffPart } from "./SignOffPart";
import { optionalPhoto, recordForms, type StepDraft } from "./stepDraft";
import { StepFields } from "./StepFields";

export interface StepFormProps {
  readonly ticketId: Id<"tickets">;
  readonly contactName: string;
  readonly step: OfferedStep;
  readonly facts: TicketFacts;
  readonly actor: Actor;
  readonly zone: string;
  readonly draft: StepDraft;
  readonly onDraft: (draft: StepDraft) => void;
  readonly size?: "desk" | "phone";
}

export function StepForm({
  ticketId,
  contactName,
  step,
  facts,
  actor,
  zone,
  draft,
  onDraft,
  size = "desk",
}: StepFormProps) {
  const { t } = useTranslation();
  const forms = recordForms(step.action, facts);
  const welcome = optionalPhoto(step.action);
  const role = isOneOf(ROLES, actor.role) ? actor.role : "technician";
  const shared = { ticketId, zone, size };
  return (
    <div className="flex flex-col gap-4">
      {forms.includes("inspectionPhotos") && (
        <PhotoField
          {...shared}
          kind="before"
          counts={photoKindsFor("inspectionPhotos")}
          label={t("steps.photos.inspection")}
          wanted={facts.policy.inspectionPhotos}
        />
      )}
      {forms.includes("completionPhotos") && (
        <PhotoField
          {...shared}
          kind="after"
          counts={photoKindsFor("completionPhotos")}
          label={t("steps.photos.completion")}
          wanted={facts.policy.completionPhotos}
        />
      )}
      {welcome !== null && (
        <PhotoField {...shared} kind={welcome} label={t("steps.photos.optional")} wanted={0} />
      )}
      {forms.includes("signOff") && <SignOffPart {...shared} signerName={contactName} />}
      {(forms.includes("partsRequested") || forms.includes("partsReceived")) && (
        <PartsPart
          {...shared}
          role={role}
          asking={forms.includes("partsRequested") && !facts.evidence.openPartsRequest}
        />
      )}
      {(forms.includes("estimateSent") ||
        forms.includes("approvalAnswered") ||
        forms.includes("customerApproval")) && (
        <EstimatePart
          {...shared}
          role={role}
          asking={forms.includes("estimateSent") && facts.evidence.estimate !== "sent"}
        />
      )}
      {forms.includes("qualityPassed") && (
        <CheckPart
          {...shared}
          {...(facts.evidence.qualityCheck === "passed" ? {} : { asking: "final_inspection" as const })}
        />
      )}
      {forms.includes("noOpenHold") && <HoldsPart {...shared} mayOpen={false} />}
      <StepFields step={step} facts={facts} draft={draft} onDraft={onDraft} size={size} />
    </div>
  );
}

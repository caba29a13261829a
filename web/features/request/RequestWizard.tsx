/*
 * Asking for work, as a stranger or signed in [S-04]: three steps, the step in the address, the draft kept in this tab. Sent under one
 * operation id, so that pressing twice, or sending again after a lost answer, makes one request.
 */
import { useAction, useMutation } from "convex/react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { usePreferences } from "../../lib/preferences";
import { useAttempt } from "../../lib/useAttempt";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { VocabularyProvider } from "../../lib/vocabulary";
import { prepareFile } from "../../steps/pictures";
import { upload } from "../../steps/upload";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Skeleton } from "../../ui/Skeleton";
import { CheckStep } from "./CheckStep";
import { focusField } from "./FieldSlot";
import {
  forgetDraft,
  loadDraft,
  type MissingField,
  missingIn,
  reachable,
  type RequestDraft,
  saveDraft,
  type Step,
  STEP_NAMES,
} from "./requestDraft";
import { Stepper } from "./Stepper";
import type { RequestOptions } from "./stepProps";
import { WhatStep } from "./WhatStep";
import { WhoStep } from "./WhoStep";

export interface Taken {
  readonly number: string;
  readonly token: string;
  /** Pictures that did not arrive; they can be added on the page of the request. */
  readonly lostPictures: number;
  /** Sent by somebody signed in, whose number needs no proof. */
  readonly signedIn: boolean;
}

export interface RequestWizardProps {
  /** As the address says. */
  readonly step: Step;
  readonly onStep: (step: Step) => void;
  readonly linkTo: (step: Step, children: ReactNode) => ReactNode;
  readonly onTaken: (taken: Taken) => void;
  /** Proven number of the customer who is signed in; null for a stranger. */
  readonly ownPhone: string | null;
}

export function RequestWizard(props: RequestWizardProps) {
  const { t } = useTranslation();
  const options = useLive(api.intake.options, {});
  if (options === undefined) return <Skeleton className="h-96 rounded-lg" />;
  if (options === null || options.branches.length === 0)
    return <EmptyState title={t("request.closed.title")}>{t("request.closed.text")}</EmptyState>;
  return (
    <VocabularyProvider value={options.vocabulary}>
      <Known options={options} {...props} />
    </VocabularyProvider>
  );
}

function Known({
  options,
  step: wanted,
  onStep,
  linkTo,
  onTaken,
  ownPhone,
}: RequestWizardProps & { readonly options: RequestOptions }) {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const now = useNow(60_000);
  const [typed, setDraft] = useState<RequestDraft>(() => {
    const kept = loadDraft();
    const only = options.branches.length === 1 ? options.branches[0] : undefined;
    const known = options.branches.some((one) => one.branchId === kept.branchId);
    return known
      ? kept
      : { ...kept, branchId: only?.branchId ?? null, city: kept.city || (only?.city ?? "") };
  });
  const draft = ownPhone === null ? typed : { ...typed, phone: ownPhone };
  const [tried, setTried] = useState(false);
  const [invoice, setInvoice] = useState<File | null>(null);
  const [pictures, setPictures] = useState<readonly File[]>([]);
  // The draft outlives a reload, files do not: whoever had chosen some is told so.
  const [lostChoice, setLostChoice] = useState(typed.pictureCount > 0);
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const branch = options.branches.find((one) => one.branchId === draft.branchId);
  const { busy, problem, run } = useAttempt(branch?.zone);
  const sendAsGuest = useMutation(api.intake.byGuest);
  const sendAsCustomer = useMutation(api.intake.byCustomer);
  const uploadUrl = useMutation(api.attachments.customerUploadUrl);
  const attach = useAction(api.attachments.customerAdd);
  const hasDevice = draft.assetKind !== null;
  const missing = (one: Step) =>
    missingIn(one, draft, branch?.zone ?? "", hasDevice, now).filter(
      // A proven number may be of another country than the branch.
      (field) => field !== "phone" || ownPhone === null,
    );
  const step = reachable(wanted, missing);
  const open = missing(step);

  useEffect(() => saveDraft(typed), [typed]);
  useEffect(() => {
    if (step !== wanted) onStep(step);
  }, [step, wanted, onStep]);
  useEffect(() => {
    setTried(false);
    heading.current?.focus();
  }, [step]);

  const change = (part: Partial<RequestDraft>) => setDraft((before) => ({ ...before, ...part }));
  const errorOf = (field: MissingField) =>
    tried && open.includes(field) ? { error: t(`request.missing.${field}`) } : {};

  /** Marks what is missing and leads to the first of it, whose words are on screen by then. */
  const refuse = () => {
    flushSync(() => setTried(true));
    const [first] = open;
    if (first !== undefined) focusField(form.current, first);
  };

  const submit = async () => {
    const { workType, point } = draft;
    if (branch === undefined || workType === null || point === null) return;
    const covered = draft.warranty === "yes";
    await run(async () => {
      const asked = {
        branchId: branch.branchId,
        place: { address: draft.address, city: draft.city, point, accessNotes: draft.accessNotes },
        request: {
          workType,
          problem: draft.problem,
          preferred: draft.day === "" ? null : { serviceDay: draft.day, slot: draft.slot },
          items:
            draft.assetKind === null
              ? []
              : [
                  {
                    kind: draft.assetKind,
                    brand: draft.brand,
                    model: draft.model,
                    identity: covered ? draft.serial : "",
                    problem: "",
                    warranty: draft.warranty ?? "unknown",
                    invoiceNumber: covered ? draft.invoiceNumber : "",
                  },
                ],
        },
        operationId: draft.operationId,
      };
      const { number, token } = await (ownPhone === null
        ? sendAsGuest({
            ...asked,
            requester: { name: draft.name, phone: draft.phone },
            language: locale,
          })
        : sendAsCustomer({ ...asked, name: draft.name }));
      let lostPictures = 0;
      for (const picture of pictures) if (!(await sendPicture(token, "device", picture))) lostPictures += 1;
      if (covered && invoice !== null && !(await sendPicture(token, "invoice", invoice))) lostPictures += 1;
      forgetDraft();
      onTaken({ number, token, lostPictures, signedIn: ownPhone !== null });
    });
  };

  /** Whether it arrived; the request is in either way. */
  const sendPicture = async (token: string, kind: "device" | "invoice", picture: File) => {
    try {
      const { file, thumbnail } = await prepareFile(picture);
      const put = async (blob: Blob): Promise<Id<"_storage">> => upload(await uploadUrl({ token }), blob);
      await attach({
        token,
        kind,
        storageId: await put(file),
        thumbnailId: thumbnail === null ? null : await put(thumbnail),
        caption: "",
        visibility: "customer",
        operationId: crypto.randomUUID(),
      });
      return true;
    } catch {
      return false;
    }
  };

  const props = { options, draft, branch, onChange: change, errorOf };
  return (
    <form
      ref={form}
      className="flex flex-col gap-6"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (open.length > 0) refuse();
        else if (step === 3) void submit();
        else onStep(step === 1 ? 2 : 3);
      }}
    >
      <Stepper step={step} linkTo={linkTo} />
      <h2 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
        {t(`request.titles.${STEP_NAMES[step]}`)}
      </h2>
      <div className="flex flex-col gap-4">
        {step === 1 ? (
          <WhoStep {...props} ownPhone={ownPhone} />
        ) : step === 2 ? (
          <WhatStep
            {...props}
            pictures={pictures}
            lostPictures={lostChoice}
            onPictures={(next) => {
              setPictures(next);
              setLostChoice(false);
              change({ pictureCount: next.length });
            }}
          />
        ) : (
          <CheckStep {...props} hasDevice={hasDevice} invoice={invoice} onInvoice={setInvoice} />
        )}
      </div>
      {tried && open.length > 0 && (
        <ul role="alert" className="text-sm text-urgent">
          {open.map((field) => (
            <li key={field}>
              <button
                type="button"
                className="min-h-8 text-start underline underline-offset-4"
                onClick={() => focusField(form.current, field)}
              >
                {t(`request.missing.${field}`)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <ProblemNotice problem={problem} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" tone="primary" size="phone" className="flex-1" isPending={busy}>
          {step === 3 ? t("request.send") : t("request.next")}
        </Button>
        {step > 1 && (
          <Button size="phone" isDisabled={busy} onPress={() => onStep(step === 3 ? 2 : 1)}>
            {t("request.back")}
          </Button>
        )}
      </div>
    </form>
  );
}

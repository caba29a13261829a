/* The forms of steps over a fake deployment: evidence opens the button, records are sent on their own, refusals are said. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { FunctionReturnType } from "convex/server";
import { ConvexError } from "convex/values";
import { I18nProvider } from "react-aria-components";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { NO_EVIDENCE } from "../../../shared/tickets/evidence";
import type { TicketFacts } from "../../../shared/tickets/facts";
import { MeContext } from "../../../web/lib/session";
import { StepButtons } from "../../../web/steps/StepButtons";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { at, NOW, ZONE } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { job, technicianMe } from "../support/fieldRows";
import { InDeployment } from "../support/InDeployment";
import { plain } from "../support/plainText";

// The test's page has no canvas to draw on.
vi.mock("signature_pad", () => ({
  default: class {
    clear() {}
    off() {}
    isEmpty = () => true;
    toData = () => [];
    fromData() {}
    addEventListener() {}
    removeEventListener() {}
  },
}));

type File_ = FunctionReturnType<typeof api.attachments.gallery>[number];

const ticketId = "first" as Id<"tickets">;
const actor = { role: "technician", technicianId: "fahd" } as const;

function photo(id: string, kind: File_["kind"]): File_ {
  return {
    attachmentId: id as Id<"attachments">,
    kind,
    format: "image/jpeg",
    sizeBytes: 1_000,
    size: { widthPx: 10, heightPx: 10 },
    caption: "",
    visibility: "customer",
    by: { userId: null, name: technicianMe.name, role: "technician" },
    addedAt: NOW,
    url: `/file/${id}`,
    thumbnailUrl: null,
    mayRemove: true,
  };
}

function draw(status: TicketFacts["status"], over: Partial<TicketFacts> = {}) {
  const convex = new FakeConvex();
  convex.answer(api.attachments.gallery, () => []);
  convex.answer(api.records.signOffs, () => []);
  convex.answer(api.records.parts, () => []);
  convex.answer(api.records.estimates, () => []);
  convex.answer(api.records.checks, () => []);
  convex.answer(api.records.holds, () => []);
  const usual = job("first", status, at(10)).facts;
  const facts: TicketFacts = {
    ...usual,
    evidence: NO_EVIDENCE,
    policy: { ...usual.policy, inspectionPhotos: 1, completionPhotos: 3, signOff: "required" },
  };
  const view = (now: TicketFacts) => (
    <InDeployment convex={convex}>
      <I18nProvider locale="en-GB">
        <MeContext.Provider value={technicianMe}>
          <StepButtons
            ticketId={ticketId}
            contactName="Huda"
            facts={now}
            actor={actor}
            zone={ZONE}
            now={NOW}
          />
          <ToastRegion label="Messages" closeLabel="Close" />
        </MeContext.Provider>
      </I18nProvider>
    </InDeployment>
  );
  const { rerender } = render(view({ ...facts, ...over }));
  return { convex, facts: { ...facts, ...over }, become: (now: TicketFacts) => rerender(view(now)) };
}

const open = async (name: string) => {
  await userEvent.click(screen.getByRole("button", { name }));
  const dialog = screen.getByRole("dialog");
  return { dialog, submit: within(dialog).getByRole("button", { name }) };
};

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json({ storageId: "stored1" }));
});

describe("[S-56] a step's button stays closed until its minimum is there", () => {
  test("[S-50] an inspection wants a picture: sent from the form, and the button opens when it has arrived", async () => {
    const { convex, facts, become } = draw("arrived", { travel: "arrived" });
    const { dialog, submit } = await open("Start inspection");
    expect(submit).toBeDisabled();
    expect(plain(dialog.textContent)).toContain("Photos: 0 of 1.");
    const input = dialog.parentElement?.querySelector<HTMLInputElement>('input[type="file"]');
    if (!input) throw new Error("no file input");
    await userEvent.upload(input, new File(["x"], "a.jpg", { type: "image/jpeg" }));
    await vi.waitFor(() =>
      expect(convex.mutations.map((one) => one.name)).toContain("attachments:uploadUrl"),
    );
    await convex.mutations[0]?.resolve("https://upload.example/1");
    await vi.waitFor(() => expect(convex.actions).toHaveLength(1));
    expect(convex.actions[0]?.args).toMatchObject({ ticketId, kind: "before", storageId: "stored1" });
    await convex.actions[0]?.resolve("file1");
    convex.answer(api.attachments.gallery, () => [photo("file1", "before")]);
    become({ ...facts, evidence: { ...NO_EVIDENCE, photos: { ...NO_EVIDENCE.photos, before: 1 } } });
    expect(submit).toBeEnabled();
    await userEvent.click(submit);
    expect(convex.mutations.at(-1)).toMatchObject({
      name: "tickets:transition",
      args: { action: "start_inspection", expectedVersion: facts.version },
    });
  });

  test("a picture the server does not take says why and can be sent again", async () => {
    const { convex } = draw("arrived", { travel: "arrived" });
    const { dialog } = await open("Start inspection");
    const input = dialog.parentElement?.querySelector<HTMLInputElement>('input[type="file"]');
    if (!input) throw new Error("no file input");
    await userEvent.upload(input, new File(["x"], "a.jpg", { type: "image/jpeg" }));
    await vi.waitFor(() => expect(convex.mutations).toHaveLength(1));
    await convex.mutations[0]?.resolve("https://upload.example/1");
    await vi.waitFor(() => expect(convex.actions).toHaveLength(1));
    await convex.actions[0]?.reject(new ConvexError({ v: 1, code: "file.format", params: {} }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("not accepted");
    await userEvent.click(within(dialog).getByRole("button", { name: "Send again" }));
    await vi.waitFor(() => expect(convex.mutations).toHaveLength(2));
  });

  test("[S-52] not fixed wants at least one reason, and words for another one", async () => {
    const { convex } = draw("diagnosed", { travel: "arrived" });
    const { dialog, submit } = await open("Cannot be fixed");
    expect(submit).toBeDisabled();
    await userEvent.click(within(dialog).getByRole("checkbox", { name: "Another reason" }));
    expect(submit).toBeDisabled();
    expect(dialog).toHaveTextContent("A note is missing.");
    await userEvent.type(within(dialog).getByRole("textbox"), "Too old");
    expect(submit).toBeEnabled();
    await userEvent.click(submit);
    expect(convex.mutations.at(-1)?.args).toMatchObject({
      action: "mark_not_fixed",
      input: { notFixedReasons: ["other"], note: "Too old" },
    });
  });

  test("[S-53] taking a device along wants a reason and that the customer was told", async () => {
    const { convex } = draw("diagnosed", { travel: "arrived" });
    const { dialog, submit } = await open("Take the device along");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Needs the workshop's tools" }));
    expect(submit).toBeDisabled();
    expect(dialog).toHaveTextContent("The customer must be told first.");
    await userEvent.click(within(dialog).getByRole("switch", { name: "The customer was told" }));
    await userEvent.click(submit);
    expect(convex.mutations.at(-1)?.args).toMatchObject({
      action: "pickup_device",
      input: { reason: "needs_workshop_tools", customerTold: true },
    });
  });

  test("[S-51] a parts request is its own record: it wants a serial number's picture and the part's name", async () => {
    const { convex, facts, become } = draw("diagnosed", { travel: "arrived" });
    const { dialog, submit } = await open("Wait for parts");
    expect(submit).toBeDisabled();
    const send = within(dialog).getByRole("button", { name: "Send the request" });
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Part" }), "Fan");
    expect(send).toBeDisabled();
    convex.answer(api.attachments.gallery, () => [photo("s", "serial")]);
    become(facts);
    expect(send).toBeEnabled();
    await userEvent.click(send);
    expect(convex.mutations.at(-1)).toMatchObject({
      name: "parts:request",
      args: { lines: [{ name: "Fan", partNumber: "", quantity: 1 }] },
    });
  });

  test("[F-05] a code is asked for, and a wrong one says so without losing the name", async () => {
    const { convex } = draw("repairing", {
      travel: "arrived",
      evidence: { ...NO_EVIDENCE, photos: { ...NO_EVIDENCE.photos, after: 3 } },
    });
    const { dialog, submit } = await open("Finish the job");
    expect(submit).toBeDisabled();
    expect(dialog).toHaveTextContent("signature or code is missing");
    await userEvent.click(within(dialog).getByRole("radio", { name: "Code by message" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Send a code" }));
    await convex.mutations.at(-1)?.resolve({ phoneHint: "•••• 11", expiresAt: NOW + 600_000 });
    await userEvent.type(await within(dialog).findByRole("textbox", { name: "Code" }), "123456");
    await userEvent.click(within(dialog).getByRole("button", { name: "Confirm with the code" }));
    expect(convex.mutations.at(-1)).toMatchObject({
      name: "signOffs:confirmCode",
      args: { code: "123456", signerName: "Huda" },
    });
    await convex.mutations.at(-1)?.resolve({ accepted: false });
    expect(await within(dialog).findByText(/The code is not right/)).toBeInTheDocument();
    expect(within(dialog).getByRole("textbox", { name: "Name of who confirms" })).toHaveValue("Huda");
  });
});

/* Asking for work as a stranger, over a fake deployment: steps in order, nothing sent before it is whole, then once. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { RequestWizard, type Taken } from "../../../web/features/request/RequestWizard";
import {
  type MissingField,
  missingIn,
  reachable,
  type Step,
} from "../../../web/features/request/requestDraft";
import { RequestTaken } from "../../../web/features/request/RequestTaken";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

// The map has a canvas; choosing a point on it is the map's own business.
vi.mock("../../../web/map/PointPicker", () => ({
  PointPicker: ({ onChange }: { onChange: (point: { lat: number; lng: number }) => void }) => (
    <button type="button" onClick={() => onChange({ lat: 24.7, lng: 46.6 })}>
      pin
    </button>
  ),
}));

const ONE = {
  branchId: "riyadh" as Id<"branches">,
  name: { ar: "الرياض", en: "Riyadh" },
  city: "riyadh",
  zone: "Asia/Riyadh",
  center: { lat: 24.7, lng: 46.7 },
};

interface PageProps {
  readonly onTaken: (taken: Taken) => void;
  readonly ownPhone: string | null;
}

function Page({ onTaken, ownPhone }: PageProps) {
  const [step, setStep] = useState<Step>(1);
  return (
    <RequestWizard
      step={step}
      onStep={setStep}
      linkTo={(_to, children) => children}
      onTaken={onTaken}
      ownPhone={ownPhone}
    />
  );
}

const JEDDAH = { ar: "جدة", en: "Jeddah" };

function draw(ownPhone: string | null = null, branches = [ONE]) {
  const convex = new FakeConvex();
  convex.answer(api.intake.options, () => ({
    company: { ar: "الواحة", en: "Waha" },
    branches,
    trades: [{ code: "appliances", labels: { ar: "أجهزة", en: "Appliances" } }],
    workTypes: [
      {
        code: "ac_repair",
        trade: "appliances",
        labels: { ar: "مكيف", en: "Air conditioner" },
        assetKinds: ["ac" as const],
        price: { amountMinor: 15_000, currency: "SAR" },
      },
    ],
    vocabulary: { workTypes: [], cities: [], reasons: [] },
  }));
  const onTaken = vi.fn();
  render(
    <InDeployment convex={convex}>
      <Page onTaken={onTaken} ownPhone={ownPhone} />
    </InDeployment>,
  );
  return { convex, onTaken, user: userEvent.setup() };
}

describe("a stranger asks for work", () => {
  beforeEach(() => sessionStorage.clear());

  test("[S-04, W-01, W-05] a step lets go only when it is whole; what is sent is what was written, once", {
    timeout: 20_000,
  }, async () => {
    const { convex, onTaken, user } = draw();
    const next = () => user.click(screen.getByRole("button", { name: "Continue" }));
    await screen.findByLabelText("Full name");
    await next();
    expect(screen.getByRole("alert")).toHaveTextContent("Put the pin on the map.");
    // The first of them has the keyboard and says itself what is missing.
    expect(screen.getByLabelText("Full name")).toHaveFocus();
    expect(screen.getByLabelText("Full name")).toHaveAccessibleDescription(/at least three letters/);
    await user.click(screen.getByRole("button", { name: "Write a valid mobile number." }));
    expect(screen.getByLabelText("Mobile number")).toHaveFocus();
    await user.click(screen.getByLabelText("Full name"));
    await user.paste("Munira <b>Al-Otaibi</b>");
    await user.click(screen.getByLabelText("Mobile number"));
    await user.paste("٠٥٥١٢٣٤٥٦٧");
    await user.click(screen.getByLabelText("Address"));
    await user.paste("حي الملقا، شارع أنس بن مالك");
    await user.click(await screen.findByRole("button", { name: "pin" }));
    await next();
    await user.click(screen.getByRole("radio", { name: /Air conditioner/ }));
    await user.click(screen.getByLabelText("What is wrong?"));
    await user.paste("لا يبرد منذ أمس");
    await next();
    await user.click(screen.getByRole("button", { name: "Send the request" }));
    expect(screen.getByRole("alert")).toHaveTextContent("Say whether there is a warranty.");
    const warranty = screen.getByRole("radiogroup", { name: "Is it under warranty?" });
    expect(warranty).toHaveAccessibleDescription("Say whether there is a warranty.");
    expect(warranty).toHaveAttribute("aria-invalid", "true");
    await user.click(screen.getByRole("radio", { name: "No" }));
    await user.click(screen.getByRole("button", { name: "Send the request" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    const [sent] = convex.mutations;
    expect(sent?.args).toMatchObject({
      branchId: "riyadh",
      requester: { name: "Munira <b>Al-Otaibi</b>", phone: "٠٥٥١٢٣٤٥٦٧" },
      place: { city: "riyadh", point: { lat: 24.7, lng: 46.6 } },
      request: { workType: "ac_repair", items: [{ kind: "ac", warranty: "no" }] },
    });
    await sent?.reject(new Error("the connection broke"));
    await user.click(screen.getByRole("button", { name: "Send the request" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(2));
    expect(convex.mutations[1]?.args["operationId"]).toBe(sent?.args["operationId"]);
    await convex.mutations[1]?.resolve({ ticketId: "t", number: "TK-ABC123", token: "secret-token" });
    await waitFor(() =>
      expect(onTaken).toHaveBeenCalledWith({
        number: "TK-ABC123",
        token: "secret-token",
        lostPictures: 0,
        signedIn: false,
      }),
    );
    expect(sessionStorage.getItem("maydan.request") ?? "").not.toContain("Munira");
  });

  test("[S-04, C-01] somebody signed in is not asked for a number; his pictures go with the request", {
    timeout: 20_000,
  }, async () => {
    vi.stubGlobal(
      "URL",
      Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => undefined }),
    );
    const { convex, onTaken, user } = draw("+201001234567");
    const next = () => user.click(screen.getByRole("button", { name: "Continue" }));
    await user.type(await screen.findByLabelText("Full name"), "Munira Al-Otaibi");
    expect(screen.queryByLabelText("Mobile number")).toBeNull();
    await user.type(screen.getByLabelText("Address"), "Olaya street 12");
    await user.click(await screen.findByRole("button", { name: "pin" }));
    await next();
    await user.click(await screen.findByRole("radio", { name: /Air conditioner/ }));
    await user.type(screen.getByLabelText("What is wrong?"), "It does not cool");
    const chooser = document.querySelector<HTMLInputElement>('input[type="file"]');
    if (chooser === null) throw new Error("no file input");
    await user.upload(chooser, new File(["x"], "a.png", { type: "image/png" }));
    expect(await screen.findByRole("img", { name: /Picture/ })).toBeInTheDocument();
    await next();
    await user.click(screen.getByRole("radio", { name: "No" }));
    await user.click(screen.getByRole("button", { name: "Send the request" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]).toMatchObject({
      name: "intake:byCustomer",
      args: { branchId: "riyadh", name: "Munira Al-Otaibi" },
    });
    await convex.mutations[0]?.resolve({ ticketId: "t", number: "TK-ABC123", token: "secret-token" });
    await waitFor(() => expect(convex.mutations).toHaveLength(2));
    expect(convex.mutations[1]).toMatchObject({
      name: "attachments:customerUploadUrl",
      args: { token: "secret-token" },
    });
    // The network goes: the request is in all the same, and the page says what is not.
    await convex.mutations[1]?.reject(new Error("the connection broke"));
    await waitFor(() => expect(onTaken).toHaveBeenCalledWith(expect.objectContaining({ lostPictures: 1 })));
  });

  test("[S-04, W-01] a choice that was not made is marked where it stands, and described", async () => {
    const { user } = draw(null, [ONE, { ...ONE, branchId: "jeddah" as Id<"branches">, name: JEDDAH }]);
    await screen.findByLabelText("Full name");
    await user.click(screen.getByRole("button", { name: "Continue" }));
    const branch = screen.getByRole("button", { name: /Branch near you/ });
    expect(branch).toHaveFocus();
    expect(branch).toHaveAccessibleDescription(/Choose a branch/);
    expect(screen.getByRole("button", { name: /City/ })).toHaveAccessibleDescription(/Choose a city/);
    // Where no map can be drawn yet, nobody is asked for a pin.
    expect(screen.getByRole("alert")).not.toHaveTextContent("Put the pin");
    await user.click(branch);
    await user.click(await screen.findByRole("option", { name: "Jeddah" }));
    expect(branch).not.toHaveAccessibleDescription(/Choose a branch/);
  });

  test("[S-04] a step that cannot be reached yet gives way to the first open one", () => {
    const open = (missing: Partial<Record<Step, MissingField[]>>) => (step: Step) => missing[step] ?? [];
    expect(reachable(3, open({ 1: ["name"] }))).toBe(1);
    expect(reachable(3, open({ 2: ["problem"] }))).toBe(2);
    expect(reachable(2, open({}))).toBe(2);
    expect(
      missingIn(3, { warranty: "yes", invoiceNumber: "", serial: "1" } as never, "UTC", true, 0),
    ).toEqual(["invoiceNumber"]);
  });

  test("[S-05] number and code stand there, each with its own way to copy it", () => {
    render(
      <InDeployment convex={new FakeConvex()}>
        <RequestTaken
          taken={{ number: "TK-ABC123", token: "secret-token", lostPictures: 1, signedIn: true }}
          links={<a href="/t/x">Follow</a>}
        />
      </InDeployment>,
    );
    expect(screen.getByText("TK-ABC123")).toBeVisible();
    expect(screen.getByText("secret-token")).toBeVisible();
    expect(screen.getAllByRole("button", { name: "Copy" })).toHaveLength(2);
    expect(screen.getByRole("alert")).toHaveTextContent("picture did not arrive");
  });
});

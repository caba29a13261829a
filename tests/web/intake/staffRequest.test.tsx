/* Taking a request in by hand, over a fake deployment: a new customer, a known one with his place, and a refusal. */
import { ConvexError } from "convex/values";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { DEFAULT_WORK_TYPES } from "../../../shared/catalogue/defaults";
import { StaffRequest } from "../../../web/features/intake/StaffRequest";
import type { Me } from "../../../web/lib/session";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

/** Writes a whole text at once: typing letter by letter takes its time on a long form. */
async function write(user: ReturnType<typeof userEvent.setup>, label: string, text: string) {
  await user.click(screen.getByLabelText(label));
  await user.paste(text);
}

const id = <T extends "branches" | "contacts" | "locations" | "assets">(text: string) => text as Id<T>;

const ME = {
  role: "dispatcher",
  name: { ar: "سارة", en: "Sara" },
  branches: [{ branchId: id<"branches">("riyadh"), name: { ar: "الرياض", en: "Riyadh branch" } }],
} as unknown as Me;

const CONTACT = {
  contactId: id<"contacts">("c1"),
  name: "منال العتيبي",
  phone: "+966501234567",
  email: "",
  language: "ar" as const,
  channel: "sms" as const,
  note: "",
  standing: "known" as const,
  preferredTechnicianIds: [],
  blockedTechnicianIds: [],
  serviceReminders: true,
  marketing: false,
  version: 1,
  changedAt: 0,
  changedBy: { ar: "", en: "" },
  erasedAt: null,
};

function draw() {
  const convex = new FakeConvex();
  convex.answer(api.catalogue.workTypes, () =>
    DEFAULT_WORK_TYPES.map((value, index) => ({
      value: {
        ...value,
        skills: [...value.skills],
        assetKinds: [...value.assetKinds],
        reminders: [...value.reminders],
      },
      active: index !== 1,
      version: 0,
      changedAt: null,
      changedBy: null,
    })),
  );
  convex.answer(api.contacts.search, ({ text }) => (text.includes("050") ? [CONTACT] : []));
  convex.answer(api.contacts.get, () => ({
    contact: CONTACT,
    locations: [
      {
        locationId: id<"locations">("l1"),
        label: "",
        address: "حي العليا، شارع 5",
        city: "riyadh",
        point: null,
        accessNotes: "",
        version: 1,
      },
    ],
    assets: [],
  }));
  const onTaken = vi.fn();
  render(
    <InDeployment convex={convex}>
      <StaffRequest me={ME} onTaken={onTaken} />
    </InDeployment>,
  );
  return { convex, onTaken, user: userEvent.setup() };
}

async function chooseCity(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole("button", { name: /City/ }));
  await user.click(screen.getByRole("option", { name: "Riyadh" }));
}

async function chooseWork(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole("button", { name: /Kind of work/ }));
  await user.click(screen.getByRole("option", { name: "Air conditioner" }));
  await write(user, "What is wrong", "لا يبرد المكيف");
}

describe("[W-06] taking a request in by hand", { timeout: 20_000 }, () => {
  test("a new customer: nothing is sent before it is whole, and then exactly what was written", async () => {
    const { convex, onTaken, user } = draw();
    const submit = screen.getByRole("button", { name: "Take the request" });
    expect(submit).toBeDisabled();
    await user.click(screen.getByRole("radio", { name: "New customer" }));
    await write(user, "Full name", "منال العتيبي");
    await write(user, "Phone number", "0501234567");
    await write(user, "Address", "حي العليا، شارع 5");
    await chooseCity(user);
    await chooseWork(user);
    await user.click(submit);
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    const [sent] = convex.mutations;
    expect(sent?.args).toMatchObject({
      branchId: "riyadh",
      contactId: null,
      requester: { name: "منال العتيبي", phone: "0501234567" },
      locationId: null,
      place: { address: "حي العليا، شارع 5", city: "riyadh", point: null },
      request: { workType: "ac_repair", problem: "لا يبرد المكيف", preferred: null },
      priority: "normal",
    });
    await sent?.resolve({ ticketId: "t", number: "TK-ABC123", token: "x" });
    expect(onTaken).toHaveBeenCalledWith("TK-ABC123");
  });

  test("a known customer with his own place; a type that is switched off is not offered", async () => {
    const { convex, user } = draw();
    await write(user, "Phone number or name", "0501234567");
    await user.click(await screen.findByRole("radio", { name: /منال العتيبي/ }));
    await user.click(await screen.findByRole("radio", { name: /حي العليا/ }));
    expect(screen.queryByLabelText("Address")).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /Kind of work/ }));
    const list = screen.getByRole("listbox");
    expect(within(list).queryByRole("option", { name: "Refrigerator" })).not.toBeInTheDocument();
    await user.click(within(list).getByRole("option", { name: "Air conditioner" }));
    await write(user, "What is wrong", "لا يبرد المكيف");
    await user.click(screen.getByRole("button", { name: "Take the request" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]?.args).toMatchObject({
      contactId: "c1",
      requester: null,
      locationId: "l1",
      place: null,
    });
  });

  test("a refusal is told in words and what was typed stays; a second try is the same operation", async () => {
    const { convex, onTaken, user } = draw();
    await user.click(screen.getByRole("radio", { name: "New customer" }));
    await write(user, "Full name", "منال العتيبي");
    await write(user, "Phone number", "0501234567");
    await write(user, "Address", "حي العليا، شارع 5");
    await chooseCity(user);
    await chooseWork(user);
    await user.click(screen.getByRole("button", { name: "Take the request" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    const known = { v: 1, code: "contact.phoneKnown", params: { contactId: "c1", name: "منال" } };
    await convex.mutations[0]?.reject(new ConvexError(known));
    expect(await screen.findByText("A customer with this phone number exists already.")).toBeInTheDocument();
    expect(screen.getByLabelText("Full name")).toHaveValue("منال العتيبي");
    expect(onTaken).not.toHaveBeenCalled();
    await user.click(screen.getByRole("button", { name: "Take the request" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(2));
    expect(convex.mutations[1]?.args["operationId"]).toBe(convex.mutations[0]?.args["operationId"]);
  });
});

/* What a customer does on his own page: answering an estimate with a code, calling off, writing, reviewing. */
import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import { describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { TrackingPage } from "../../../web/features/tracking/TrackingPage";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { NOW } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { tracked } from "../support/trackedRows";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => vi.fn(), Link: () => null }));
vi.mock("../../../web/map/TripMap", () => ({ TripMap: () => null }));

const TOKEN = "aD4Zk2VPJqgtitT6KmHBwEK-YFLVw-5G";
const by = { userId: null, name: { ar: "فهد", en: "Fahd" }, role: "technician" as const };
const estimate = {
  estimateId: "estimate1" as Id<"estimates">,
  serial: 1,
  state: "sent" as const,
  lines: [{ kind: "part" as const, description: "Compressor", quantity: 1, unitAmountMinor: 80_000 }],
  note: "",
  currency: "SAR",
  taxBasisPoints: 1_500,
  netMinor: 80_000,
  taxMinor: 12_000,
  totalMinor: 92_000,
  by,
  createdAt: NOW,
  version: 2,
  sentAt: NOW,
  validUntil: null,
  answer: null,
};

function draw(over: Partial<typeof tracked> = {}) {
  const convex = new FakeConvex();
  convex.answer(api.tracking.byToken, () => ({ ...tracked, ...over }));
  convex.answer(api.estimates.customerList, () => [estimate]);
  convex.answer(api.conversation.customerList, () => ({ page: [], isDone: true, continueCursor: "" }));
  convex.answer(api.attachments.customerGallery, () => []);
  convex.answer(api.reviews.mine, () => ({ review: null, open: true }));
  convex.answer(api.tickets.customerOffers, () => ({
    version: 3,
    steps: [
      {
        action: "cancel" as const,
        to: "cancelled" as const,
        asks: ["reason" as const],
        live: true,
        noticeHours: null,
      },
      {
        action: "confirm_visit" as const,
        to: "scheduled" as const,
        asks: [],
        live: true,
        noticeHours: null,
      },
    ],
  }));
  render(
    <InDeployment convex={convex}>
      <TrackingPage token={TOKEN} />
      <ToastRegion label="Messages" closeLabel="Close" />
    </InDeployment>,
  );
  return convex;
}

const region = (name: string) => screen.getByRole("region", { name });

describe("[C-01] the customer's page can be acted on", () => {
  test("[C-07] an estimate is approved with the code that came to the phone; a wrong one says so", async () => {
    const convex = draw({ status: "awaiting_approval" });
    const part = region("Estimate");
    expect(part).toHaveTextContent("SAR 920.00");
    await userEvent.click(within(part).getByRole("button", { name: "Approve" }));
    expect(convex.mutations.at(-1)).toMatchObject({ name: "estimates:customerCode", args: { token: TOKEN } });
    await convex.mutations.at(-1)?.resolve({ phoneHint: "•••• 11", expiresAt: NOW + 600_000 });
    expect(part).toHaveTextContent("no message service is connected here");
    await userEvent.type(within(part).getByRole("textbox", { name: "Code" }), "٤٨٢ ١٠٧");
    await userEvent.click(within(part).getByRole("button", { name: "Approve" }));
    expect(convex.mutations.at(-1)?.args).toMatchObject({ approve: true, code: "482107", note: "" });
    await convex.mutations.at(-1)?.resolve({ accepted: false });
    expect(part).toHaveTextContent("The code is not right");
  });

  test("[C-07] whoever is signed in with the number of the request approves without a code", async () => {
    const ticketId = "ticket1" as Id<"tickets">;
    const convex = draw({ status: "awaiting_approval", ownTicketId: ticketId });
    await userEvent.click(within(region("Estimate")).getByRole("button", { name: "Approve" }));
    expect(convex.mutations).toHaveLength(1);
    expect(convex.mutations[0]).toMatchObject({
      name: "estimates:customerAnswer",
      args: { ticketId, approve: true, code: null },
    });
    expect(convex.mutations[0]?.args).not.toHaveProperty("token");
  });

  test("[C-03] a new message is announced on top and read when it was in sight, not before", async () => {
    const sight = { see: (_inSight: boolean) => {} };
    vi.stubGlobal(
      "IntersectionObserver",
      class {
        constructor(private readonly told: (entries: object[]) => void) {
          sight.see = (isIntersecting) => this.told([{ isIntersecting }]);
        }
        observe() {}
        disconnect() {}
      },
    );
    const convex = draw();
    convex.answer(api.conversation.customerUnread, () => 2);
    convex.answer(api.conversation.customerList, () => ({
      page: [
        {
          messageId: "m1" as Id<"messages">,
          audience: "customer" as const,
          side: "staff" as const,
          body: "We come at ten",
          by,
          at: NOW,
          own: false,
        },
      ],
      isDone: true,
      continueCursor: "",
    }));
    expect(await screen.findByRole("link", { name: /2.* new messages for you/ })).toHaveAttribute(
      "href",
      "#talk",
    );
    await within(region("Write to us")).findByText("We come at ten");
    expect(convex.mutations).toHaveLength(0);
    act(() => sight.see(true));
    await vi.waitFor(() =>
      expect(convex.mutations.at(-1)).toMatchObject({
        name: "conversation:customerRead",
        args: { token: TOKEN, throughAt: NOW },
      }),
    );
    convex.answer(api.conversation.customerUnread, () => 0);
    await vi.waitFor(() => expect(screen.queryByRole("link", { name: /new messages/ })).toBeNull());
    vi.unstubAllGlobals();
  });

  test("[C-07] declining wants a word, so that the company can make a better one", async () => {
    draw({ status: "awaiting_approval" });
    const part = region("Estimate");
    await userEvent.click(within(part).getByRole("radio", { name: "Decline" }));
    const verb = within(part).getByRole("button", { name: "Decline" });
    expect(verb).toBeDisabled();
    await userEvent.type(within(part).getByRole("textbox", { name: "What should be different" }), "Too dear");
    expect(verb).toBeEnabled();
  });

  test("[C-04] calling off wants a reason and is one press away from being kept", async () => {
    const convex = draw();
    const part = region("Your visit");
    await userEvent.click(within(part).getByRole("button", { name: "Call it off" }));
    const verbs = within(part).getAllByRole("button", { name: "Call it off" });
    expect(verbs.at(-1)).toBeDisabled();
    await userEvent.click(within(part).getByRole("button", { name: "Leave it as it is" }));
    expect(convex.mutations).toHaveLength(0);
    await userEvent.click(within(part).getByRole("button", { name: "The time suits me" }));
    expect(convex.mutations.at(-1)?.args).toMatchObject({ action: "confirm_visit", expectedVersion: 3 });
  });

  test("[C-05] stars are chosen and sent with words", async () => {
    const convex = draw({ status: "completed" });
    const part = region("How was it?");
    const send = within(part).getByRole("button", { name: "Send the review" });
    expect(send).toBeDisabled();
    await userEvent.click(within(part).getByRole("radio", { name: /4.* of / }));
    await userEvent.click(send);
    expect(convex.mutations.at(-1)).toMatchObject({ name: "reviews:add", args: { rating: 4, text: "" } });
  });

  test("a link that only shows the request leaves acting out and keeps the story", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const convex = draw();
    const refuse = () => {
      throw new ConvexError({ v: 1, code: "access.denied", params: {} });
    };
    convex.answer(api.estimates.customerList, refuse);
    convex.answer(api.conversation.customerList, refuse);
    convex.answer(api.tickets.customerOffers, refuse);
    await vi.waitFor(() => expect(screen.queryByRole("region", { name: "Write to us" })).toBeNull());
    expect(screen.getByRole("heading", { level: 1 })).toBeInTheDocument();
  });
});

/* The page behind an invitation: a new password, the old one of an old account, a link that opens nothing. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { Join } from "../../../web/features/people/Join";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const signIn = vi.hoisted(() => vi.fn<(provider: string, params: object) => Promise<object>>());
vi.mock("@convex-dev/auth/react", () => ({ useAuthActions: () => ({ signIn }) }));

const invitation = {
  company: { ar: "الواحة", en: "Waha" },
  email: "new@example.com",
  name: { ar: "", en: "New" },
  role: "dispatcher" as const,
  hasAccount: false,
  passwordMin: 10,
};

function open(found: typeof invitation | null) {
  const convex = new FakeConvex();
  convex.answer(api.invitations.byToken, () => found);
  const joined = vi.fn<() => void>();
  render(
    <InDeployment convex={convex}>
      <Join token="t1" onJoined={joined} />
    </InDeployment>,
  );
  return { convex, joined };
}

beforeEach(() => {
  signIn.mockReset().mockResolvedValue({ signingIn: true });
});

describe("join", () => {
  test("[S-29] a name and a password, then in; the used-up invitation does not blank the page", async () => {
    const { convex, joined } = open(invitation);
    expect(await screen.findByRole("heading")).toHaveTextContent("Waha");
    signIn.mockImplementation(() => {
      convex.answer(api.invitations.byToken, () => null);
      return Promise.resolve({ signingIn: true });
    });
    await userEvent.type(screen.getByLabelText("Choose a password"), "three quiet camels");
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    expect(signIn).toHaveBeenCalledWith("join", {
      token: "t1",
      password: "three quiet camels",
      nameAr: "",
      nameEn: "New",
    });
    await waitFor(() => expect(joined).toHaveBeenCalledOnce());
  });

  test("[Z-01] a weak password is refused with the rule, and nobody is let in", async () => {
    const { joined } = open(invitation);
    signIn.mockRejectedValue(new ConvexError({ v: 1, code: "auth.passwordWeak", params: { min: 10 } }));
    await userEvent.type(await screen.findByLabelText("Choose a password"), "short");
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("at least");
    expect(joined).not.toHaveBeenCalled();
  });

  test("[Z-01] an address with an account is asked for its own password", async () => {
    open({ ...invitation, hasAccount: true });
    signIn.mockRejectedValue(new ConvexError({ v: 1, code: "auth.passwordWrong", params: {} }));
    await userEvent.type(await screen.findByLabelText("Your password"), "wrong");
    expect(screen.queryByLabelText("Name in Arabic")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("password of this address is not right");
  });

  test("[S-64] a link that opens nothing says why that may be", async () => {
    open(null);
    expect(await screen.findByText("This invitation is not valid")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Join" })).toBeNull();
  });
});

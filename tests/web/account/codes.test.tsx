/* Codes: a forgotten password and a customer's phone. Neither page tells whether anybody is behind the address. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { CustomerSignIn } from "../../../web/features/account/CustomerSignIn";
import { codeDigits } from "../../../web/lib/codeDigits";
import { ForgotPassword } from "../../../web/features/account/ForgotPassword";
import { OwnTickets } from "../../../web/features/account/OwnTickets";
import { NOW, ZONE } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const signIn = vi.hoisted(() => vi.fn<(provider: string, params: object) => Promise<object>>());
vi.mock("@convex-dev/auth/react", () => ({ useAuthActions: () => ({ signIn }) }));

function open(page: ReactNode) {
  const convex = new FakeConvex();
  const view = render(<InDeployment convex={convex}>{page}</InDeployment>);
  return { convex, view };
}

beforeEach(() => {
  signIn.mockReset().mockResolvedValue({ signingIn: true });
});

describe("codes", () => {
  test("digits of any kind are taken, everything else is left out", () => {
    expect(codeDigits("١٢٣ 456-7")).toBe("123456");
    expect(codeDigits("abc")).toBe("");
  });

  test("[Z-01] a new password: address, code, password", async () => {
    const done = vi.fn<() => void>();
    const { convex } = open(<ForgotPassword back={null} onDone={done} />);
    await userEvent.type(screen.getByLabelText("E-mail"), "sara@example.com");
    await userEvent.click(screen.getByRole("button", { name: "Send code" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "account:requestReset",
      args: { email: "sara@example.com" },
    });
    await convex.mutations[0]?.resolve(null);
    expect(await screen.findByRole("status")).toHaveTextContent(/If .*sara@example.com.* has an account/);
    const set = screen.getByRole("button", { name: "Set password" });
    await userEvent.type(screen.getByLabelText("Code"), "123456");
    expect(set).toBeDisabled();
    await userEvent.type(screen.getByLabelText("New password"), "three quiet camels");
    await userEvent.click(set);
    expect(signIn).toHaveBeenCalledWith("reset", {
      email: "sara@example.com",
      code: "123456",
      password: "three quiet camels",
    });
    await waitFor(() => expect(done).toHaveBeenCalledOnce());
  });

  test("[Z-05] a flood is told with the time to wait", async () => {
    const { convex } = open(<ForgotPassword back={null} onDone={() => {}} />);
    await userEvent.type(screen.getByLabelText("E-mail"), "sara@example.com");
    await userEvent.click(screen.getByRole("button", { name: "Send code" }));
    await convex.mutations[0]?.reject(
      new ConvexError({ v: 1, code: "auth.tooManyAttempts", params: { retryAfterMs: 600_000 } }),
    );
    expect(await screen.findByRole("alert")).toHaveTextContent(/Wait .*10m/);
  });

  test("[C-02] a customer signs in with the number as it is stored", async () => {
    const { convex } = open(<CustomerSignIn />);
    await userEvent.type(screen.getByLabelText("Phone"), "0501234567");
    await userEvent.click(screen.getByRole("button", { name: "Send code" }));
    await convex.mutations[0]?.resolve({ phone: "+966501234567" });
    await userEvent.type(await screen.findByLabelText("Code of six digits"), "٦٥٤٣٢١");
    signIn.mockRejectedValueOnce(new ConvexError({ v: 1, code: "auth.codeWrong", params: {} }));
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(signIn).toHaveBeenCalledWith("phone", { phone: "+966501234567", code: "654321" });
    expect(await screen.findByRole("alert")).toHaveTextContent("The code is not right");
  });

  test("[C-02] a code that did not come is sent again; the one typed so far is forgotten", async () => {
    const { convex } = open(<CustomerSignIn />);
    await userEvent.type(screen.getByLabelText("Phone"), "0501234567");
    await userEvent.click(screen.getByRole("button", { name: "Send code" }));
    await convex.mutations[0]?.resolve({ phone: "+966501234567" });
    const code = await screen.findByLabelText("Code of six digits");
    expect(code).toHaveFocus();
    await userEvent.paste(" 1 2 3-۴۵ ");
    expect(code).toHaveValue("12345");
    await userEvent.click(screen.getByRole("button", { name: "Send the code again" }));
    expect(convex.mutations[1]).toMatchObject({
      name: "account:requestPhoneCode",
      args: { phone: "+966501234567" },
    });
    await convex.mutations[1]?.resolve({ phone: "+966501234567" });
    expect(await screen.findByRole("status")).toHaveTextContent("A new code is on its way");
    expect(code).toHaveValue("");
  });

  test("[C-02] own requests lead to their page; one whose link is over is opened anew", async () => {
    const onOpen = vi.fn<(token: string) => void>();
    const { convex } = open(
      <OwnTickets linkTo={(token, children) => <a href={`/t/${token}`}>{children}</a>} onOpen={onOpen} />,
    );
    const row = {
      status: "new" as const,
      workType: "ac_repair",
      requestedAt: NOW,
      zone: ZONE,
      startsAt: null,
      unread: 0,
      open: true,
    };
    convex.answer(api.customers.tickets, () => ({
      phone: "+966501234567",
      tickets: [
        { ...row, ticketId: "t1" as Id<"tickets">, number: "TK-AAAAAA", token: "secret", unread: 2 },
        { ...row, ticketId: "t2" as Id<"tickets">, number: "TK-BBBBBB", token: null },
      ],
    }));
    expect(await screen.findByRole("link", { name: /TK-AAAAAA/ })).toHaveAttribute("href", "/t/secret");
    expect(screen.getByRole("link", { name: /TK-AAAAAA/ })).toHaveTextContent(/2.* new messages/);
    const over = screen.getByRole("button", { name: /TK-BBBBBB/ });
    expect(over).not.toHaveTextContent("new message");
    await userEvent.click(over);
    expect(convex.mutations[0]).toMatchObject({ name: "customers:openPage", args: { ticketId: "t2" } });
    await convex.mutations[0]?.resolve({ token: "fresh" });
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith("fresh"));
  });
});

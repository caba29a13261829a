/* Signing in: by hand, by one click, and what is said when it does not work. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { SignIn } from "../../../web/features/session/SignIn";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const signIn = vi.hoisted(() => vi.fn<(provider: string, params: object) => Promise<object>>());
vi.mock("@convex-dev/auth/react", () => ({ useAuthActions: () => ({ signIn }) }));

const wrongPassword = new ConvexError({ v: 1, code: "auth.passwordWrong", params: {} });

const account = {
  email: "sara@example.com",
  name: { ar: "سارة", en: "Sara" },
  role: "dispatcher" as const,
  branchName: { ar: "الرياض", en: "Riyadh" },
  password: "demo-password",
};

function renderSignIn(accounts: (typeof account)[]) {
  const convex = new FakeConvex();
  convex.answer(api.demo.accounts, () => accounts);
  render(
    <InDeployment convex={convex}>
      <SignIn />
    </InDeployment>,
  );
  return convex;
}

beforeEach(() => {
  signIn.mockReset().mockResolvedValue({ signingIn: true });
});

describe("sign-in", () => {
  test("one click on a demo account signs in with it", async () => {
    renderSignIn([account]);
    await userEvent.click(screen.getByRole("button", { name: /Sara.*Dispatcher.*sara@example.com/ }));
    expect(signIn).toHaveBeenCalledWith("password", {
      email: "sara@example.com",
      password: "demo-password",
      flow: "signIn",
    });
  });

  test("a deployment without a demo shows the form alone", () => {
    renderSignIn([]);
    expect(screen.queryByText("Try it with one click")).toBeNull();
    expect(screen.getByRole("button", { name: "Sign in" })).toBeDisabled();
  });

  test("[Z-01] a refusal does not tell whether the account exists", async () => {
    signIn.mockRejectedValue(wrongPassword);
    renderSignIn([]);
    await userEvent.type(screen.getByLabelText("E-mail"), " sara@example.com ");
    await userEvent.type(screen.getByLabelText("Password"), "wrong");
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() =>
      expect(screen.getByRole("alert")).toHaveTextContent("E-mail or password is not right."),
    );
    expect(signIn).toHaveBeenCalledWith("password", expect.objectContaining({ email: "sara@example.com" }));
  });

  test.each([
    ["the server failed", new Error("[Request ID: 1] Server Error")],
    ["it was overloaded", new Error("OptimisticConcurrencyControlFailure: try again")],
    ["a function took too long", new Error("Function execution timed out (maximum duration: 30s)")],
  ])("[Z-01] when %s, the password is not blamed", async (_, error) => {
    signIn.mockRejectedValue(error);
    renderSignIn([account]);
    await userEvent.click(screen.getByRole("button", { name: /Sara/ }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The server could not sign you in just now.");
    expect(alert).not.toHaveTextContent("is not right");
    // And the next try is open.
    expect(screen.getByRole("button", { name: /Sara/ })).toBeEnabled();
  });

  test("[Z-01] a reason the server names is said in its own words", async () => {
    signIn.mockRejectedValue(new ConvexError({ v: 1, code: "input.invalid", params: { field: "email" } }));
    renderSignIn([account]);
    await userEvent.click(screen.getByRole("button", { name: /Sara/ }));
    expect(await screen.findByRole("alert")).not.toHaveTextContent("is not right");
  });

  test("an answer that never came is the connection's fault, also while the socket still looks open", async () => {
    signIn.mockRejectedValue(new TypeError("Failed to fetch"));
    renderSignIn([account]);
    await userEvent.click(screen.getByRole("button", { name: /Sara/ }));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("cannot be reached"));
  });

  test("without a connection it says so instead of blaming the password", async () => {
    signIn.mockRejectedValue(new Error("Failed to fetch"));
    const convex = renderSignIn([account]);
    await convex.setConnected(false);
    await userEvent.click(screen.getByRole("button", { name: /Sara/ }));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveTextContent("cannot be reached"));
  });
});

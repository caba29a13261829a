/* The page's query cache: one subscription however many readers, instant returns, refusals, the end of a session. */
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexProvider } from "convex/react";
import { ConvexError } from "convex/values";
import { useState } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { PartFailure } from "../../../web/app/PartFailure";
import { QueryScope } from "../../../web/app/QueryScope";
import { useLive } from "../../../web/lib/useLive";
import { ErrorBoundary } from "../../../web/ui/ErrorBoundary";
import { branch, fahd, me, nora } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";

const auth = vi.hoisted(() => ({ state: { isLoading: false, isAuthenticated: true } }));
vi.mock("convex/react", async (original) => ({
  ...(await original<object>()),
  useConvexAuth: () => auth.state,
}));

const DENIED = "This does not exist, or your account may not see it.";

function Reader() {
  const rows = useLive(api.board.technicians, { branchId: branch.branchId });
  return (
    <p>{rows === undefined ? "loading" : `technicians: ${rows.map((row) => row.employeeId).join(" ")}`}</p>
  );
}

function Pages() {
  const [open, setOpen] = useState(true);
  return (
    <>
      <button type="button" onClick={() => setOpen(!open)}>
        turn
      </button>
      {open && (
        <ErrorBoundary fallback={(error, retry) => <PartFailure error={error} onRetry={retry} />}>
          <Reader />
          <Reader />
        </ErrorBoundary>
      )}
    </>
  );
}

const view = (convex: FakeConvex) => (
  <ConvexProvider client={convex.client}>
    <QueryScope>
      <Pages />
    </QueryScope>
  </ConvexProvider>
);

beforeEach(() => {
  auth.state = { isLoading: false, isAuthenticated: true };
});

describe("query cache", () => {
  test("many readers are one subscription, and a change reaches all of them at once", () => {
    const convex = new FakeConvex();
    convex.answer(api.board.technicians, () => [fahd]);
    render(view(convex));
    expect(screen.getAllByText("technicians: fahd")).toHaveLength(2);
    expect(convex.watching(api.board.technicians)).toBe(1);
    act(() => convex.answer(api.board.technicians, () => [fahd, nora]));
    expect(screen.getAllByText("technicians: fahd nora")).toHaveLength(2);
  });

  test("going back shows what is true now, without loading", async () => {
    const convex = new FakeConvex();
    convex.answer(api.board.technicians, () => [fahd]);
    render(view(convex));
    await userEvent.click(screen.getByRole("button", { name: "turn" }));
    act(() => convex.answer(api.board.technicians, () => [nora]));
    await userEvent.click(screen.getByRole("button", { name: "turn" }));
    expect(screen.getAllByText("technicians: nora")).toHaveLength(2);
    expect(convex.watching(api.board.technicians)).toBe(1);
  });

  test("an answer that comes later is waited for, once", () => {
    const convex = new FakeConvex();
    render(view(convex));
    expect(screen.getAllByText("loading")).toHaveLength(2);
    act(() => convex.answer(api.board.technicians, () => [fahd]));
    expect(screen.getAllByText("technicians: fahd")).toHaveLength(2);
  });

  test("a refusal reaches the boundary with its words, and trying again shows the next answer", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const convex = new FakeConvex();
    convex.answer(api.board.technicians, () => {
      throw new ConvexError({ v: 1, code: "access.denied", params: {} });
    });
    render(view(convex));
    expect(await screen.findByRole("alert")).toHaveTextContent(DENIED);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(DENIED);
    act(() => convex.answer(api.board.technicians, () => [fahd]));
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(screen.getAllByText("technicians: fahd")).toHaveLength(2);
  });

  test("[Z-01] whoever signs out takes everything cached along", () => {
    const convex = new FakeConvex();
    convex.answer(api.session.me, () => me);
    convex.answer(api.board.technicians, () => [fahd]);
    const { rerender } = render(view(convex));
    auth.state = { isLoading: false, isAuthenticated: false };
    convex.answer(api.board.technicians, () => undefined as never);
    rerender(view(convex));
    expect(screen.getAllByText("loading")).toHaveLength(2);
    auth.state = { isLoading: false, isAuthenticated: true };
    rerender(view(convex));
    act(() => convex.answer(api.board.technicians, () => [nora]));
    expect(screen.getAllByText("technicians: nora")).toHaveLength(2);
    expect(screen.queryByText(/fahd/)).toBeNull();
    expect(convex.watching(api.board.technicians)).toBe(1);
  });
});

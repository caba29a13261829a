/* The gate of staff pages: waiting, strangers, members of nothing, roles without the permission. */
import { render, screen } from "@testing-library/react";
import { cloneElement } from "react";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { StaffPage } from "../../../web/app/StaffPage";
import { me } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain } from "../support/plainText";

const auth = vi.hoisted(() => ({ state: { isLoading: false, isAuthenticated: true } }));
const route = vi.hoisted(() => ({ href: "", navigate: vi.fn() }));
vi.mock("convex/react", async (original) => ({
  ...(await original<object>()),
  useConvexAuth: () => auth.state,
}));
vi.mock("@convex-dev/auth/react", () => ({ useAuthActions: () => ({ signOut: vi.fn() }) }));
vi.mock("@tanstack/react-router", () => ({
  Link: ({ children }: { readonly children: React.ReactNode }) => <a href="/x">{children}</a>,
  useLocation: () => ({ href: route.href, pathname: "/board", search: {} }),
  useNavigate: () => route.navigate,
}));

function renderPage(session: typeof me | null) {
  const convex = new FakeConvex();
  convex.answer(api.session.me, () => session);
  const page = (
    <InDeployment convex={convex}>
      <StaffPage permission="board.view">
        <p>the board</p>
      </StaffPage>
    </InDeployment>
  );
  const { rerender } = render(page);
  return { drawAgain: () => rerender(cloneElement(page)) };
}

beforeEach(() => {
  auth.state = { isLoading: false, isAuthenticated: true };
  route.href = "/board?day=2030-03-05";
  route.navigate.mockClear();
});

describe("staff page", () => {
  test("a member with the permission is let in", () => {
    renderPage(me);
    expect(screen.getByText("the board")).toBeInTheDocument();
  });

  test("a stranger is sent to sign in and comes back to the same address", () => {
    auth.state = { isLoading: false, isAuthenticated: false };
    renderPage(null);
    expect(route.navigate.mock.lastCall).toEqual([
      { to: "/sign-in", search: { then: "/board?day=2030-03-05" }, replace: true },
    ]);
  });

  test("a stranger is sent once, however often the page is drawn on the way", () => {
    auth.state = { isLoading: false, isAuthenticated: false };
    const { drawAgain } = renderPage(null);
    route.href = "/sign-in?then=%2Fboard";
    drawAgain();
    expect(route.navigate).toHaveBeenCalledTimes(1);
  });

  test("nobody is sent anywhere while the session is being found out", () => {
    auth.state = { isLoading: true, isAuthenticated: false };
    renderPage(null);
    expect(route.navigate).not.toHaveBeenCalled();
    expect(screen.getByLabelText("Loading")).toHaveAttribute("aria-busy", "true");
  });

  test("an account without a membership is told so, not sent in circles", () => {
    renderPage(null);
    expect(screen.getByText("This account belongs to no company")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Sign out" })).toBeInTheDocument();
  });

  test("[T-32] a role without the permission sees which role it is", () => {
    renderPage({ ...me, role: "technician" });
    expect(screen.queryByText("the board")).toBeNull();
    expect(plain(screen.getByText(/cannot open it/).textContent)).toContain("Technician");
  });
});

/* The customer's page over a fake deployment: live changes, the map only during the trip, the box for a token. */
import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { type Tracked } from "../../../web/features/tracking/trackingSentence";
import { TrackingPage } from "../../../web/features/tracking/TrackingPage";
import { setPreferences } from "../../../web/lib/preferences";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { tracked, travelling } from "../support/trackedRows";

const navigate = vi.fn();
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => navigate, Link: () => null }));
vi.mock("../../../web/map/TripMap", () => ({ TripMap: () => <div data-testid="trip" /> }));

const plain = (text: string | null | undefined) => (text ?? "").replace(/[\u2066-\u2069]/g, "");
const headline = () => plain(screen.getByRole("heading", { level: 1 }).textContent);
const TOKEN = "aD4Zk2VPJqgtitT6KmHBwEK-YFLVw-5G";

function draw(first: Tracked | null) {
  const convex = new FakeConvex();
  convex.answer(api.tracking.byToken, () => first);
  render(
    <InDeployment convex={convex}>
      <TrackingPage token={TOKEN} />
    </InDeployment>,
  );
  return (next: Tracked | null) => act(() => convex.answer(api.tracking.byToken, () => next));
}

beforeEach(() => navigate.mockClear());

describe("[S-06] tracking page", () => {
  test("[M-08] each of several devices says how far it is", () => {
    const change = draw({
      ...tracked,
      items: [
        { kind: "ac", brand: "Gree", model: "", state: "open" },
        { kind: "washer", brand: "Bosch", model: "WAT", state: "open" },
      ],
    });
    const lines = () =>
      within(screen.getByRole("region", { name: "Your request" }))
        .getAllByRole("listitem")
        .map((item) => plain(item.textContent));
    expect(lines()).toEqual(["Air conditioner Gree · still open", "Washing machine Bosch WAT · still open"]);
    change({ ...tracked, items: [{ kind: "ac", brand: "Gree", model: "", state: "fixed" }] });
    expect(lines()).toEqual(["Air conditioner Gree · fixed"]);
  });

  test("the same open page follows the visit; the map is there only while somebody travels", () => {
    const change = draw({ ...tracked, status: "assigned", visit: null });
    expect(headline()).toBe("Fahd will take care of it. We are setting the time of the visit.");
    expect(screen.queryByTestId("trip")).toBeNull();
    change(travelling(Date.now()));
    expect(headline()).toBe("Fahd is on the way and should be with you in about 12 minutes.");
    expect(screen.getByTestId("trip")).toBeInTheDocument();
    change({ ...travelling(Date.now()), status: "arrived", live: null });
    expect(headline()).toBe("Fahd has arrived.");
    expect(screen.queryByTestId("trip")).toBeNull();
  });

  test("on its way without a position there is no map and the page says why", () => {
    draw({
      ...travelling(0),
      live: { position: null, etaMinutes: null },
      timeline: [{ status: "on_route", at: Date.now() - 10 * 60_000 }],
    });
    expect(headline()).toBe("Fahd is on the way to you.");
    expect(screen.queryByTestId("trip")).toBeNull();
    expect(screen.getByText(/shares no position/)).toBeInTheDocument();
  });

  test("tells the story from the request to now, then apart from it what is still to come, in its order", () => {
    draw(tracked);
    const story = screen.getByRole("region", { name: "The way of your request" });
    const ahead = within(story).getByRole("list", { name: "Still to come" });
    expect(within(ahead).getAllByRole("listitem")[0]).toHaveTextContent(
      "The technician is on the way to you",
    );
    const told = within(story).getByText("Your visit has been scheduled");
    expect(told.compareDocumentPosition(ahead) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
    expect(within(story).getByText("Your visit has been scheduled").closest("li")).toHaveAttribute(
      "aria-current",
      "step",
    );
  });

  test("number and company are there, staff and address are not", () => {
    draw(tracked);
    expect(screen.getByText("TK-ABC123")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Call.*Oasis Service/ })).toHaveAttribute(
      "href",
      "tel:+966112223344",
    );
    expect(document.body.textContent).not.toMatch(/Olaya|@/);
  });

  test("[S-60] in Arabic it speaks Arabic with its own plural", async () => {
    draw(travelling(Date.now(), 2));
    const { i18n } = await import("i18next").then((module) => ({ i18n: module.default }));
    await act(async () => {
      setPreferences({ locale: "ar" });
      await i18n.changeLanguage("ar");
    });
    expect(headline()).toBe("فهد في الطريق إليك ويصل خلال دقيقتين تقريبًا.");
    expect(document.documentElement.dir).toBe("rtl");
  });
});

describe("[S-64] a link that opens nothing", () => {
  test("explains itself and opens the pasted link", async () => {
    draw(null);
    expect(headline()).toBe("This link opens nothing");
    const box = screen.getByRole("textbox", { name: "Tracking link or code" });
    await userEvent.type(box, "TK-ABC123");
    await userEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(screen.getByText(/at least 20/)).toBeInTheDocument();
    expect(navigate).not.toHaveBeenCalled();
    await userEvent.clear(box);
    await userEvent.type(box, `https://maydan.example/t/${TOKEN}`);
    await userEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(navigate).toHaveBeenCalledWith({ to: "/t/$token", params: { token: TOKEN } });
  });
});

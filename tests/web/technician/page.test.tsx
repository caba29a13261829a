/* The phone page over a fake deployment: one next step, its form, what is sent and what waits. */
import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { I18nProvider } from "react-aria-components";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { OwnDay } from "../../../web/features/technician/ownDay";
import { TechnicianPage } from "../../../web/features/technician/TechnicianPage";
import { MeContext } from "../../../web/lib/session";
import { toastQueue } from "../../../web/ui/toastQueue";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { first, job, ownDay, second, technicianMe, untimed } from "../support/fieldRows";
import { at } from "../support/boardRows";

const plain = (text: string | null | undefined) => (text ?? "").replace(/[\u2066-\u2069]/g, "");

function draw(day: OwnDay) {
  const convex = new FakeConvex();
  convex.answer(api.technicians.today, () => day);
  render(
    <InDeployment convex={convex}>
      <I18nProvider locale="en-GB">
        <MeContext.Provider value={technicianMe}>
          <TechnicianPage />
        </MeContext.Provider>
      </I18nProvider>
    </InDeployment>,
  );
  return convex;
}

const bar = () => screen.getByRole("region", { name: /Next step/ });
const sent = (convex: FakeConvex) => convex.mutations.filter((one) => one.name === "tickets:transition");

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
  Object.defineProperty(navigator, "geolocation", { value: undefined, configurable: true });
});

describe("[S-43] one bar, one next step", () => {
  test("a planned job offers the trip; without a position the reason goes along [J-48]", async () => {
    const convex = draw(ownDay([first, second]));
    await userEvent.click(within(bar()).getByRole("button", { name: /Start the trip/ }));
    await vi.waitFor(() => expect(sent(convex)).toHaveLength(1));
    expect(sent(convex)[0]?.args).toMatchObject({
      ticketId: first.ticket.ticketId,
      expectedVersion: 3,
      action: "start_trip",
      input: { noFixReason: "unavailable" },
    });
    expect(sent(convex)[0]?.args["operationId"]).toMatch(/^[\w-]{8,64}$/);
  });

  test("[S-43] how to get in is read where the address is, without unfolding anything", () => {
    draw(ownDay([{ ...first, accessNotes: "Gate code 4411#" }]));
    expect(screen.getByText("Gate code 4411#")).toBeVisible();
  });

  test("the step shows before the server answers, and the list of what waits empties when it does", async () => {
    const convex = draw(ownDay([first]));
    await userEvent.click(within(bar()).getByRole("button", { name: /Start the trip/ }));
    expect(await within(bar()).findByRole("button", { name: /I have arrived/ })).toBeEnabled();
    expect(plain(document.body.textContent)).toContain("1 step waits to be sent");
    await sent(convex)[0]?.resolve({ version: 4 });
    expect(screen.getByText("Everything is sent")).toBeInTheDocument();
  });

  test("a step that asks for words opens its form and stays shut until they are there", async () => {
    const convex = draw(ownDay([job("first", "inspecting", at(10, 30))]));
    await userEvent.click(within(bar()).getByRole("button", { name: /Finish diagnosis/ }));
    const finish = within(bar()).getByRole("button", { name: /Finish diagnosis/ });
    expect(finish).toBeDisabled();
    expect(bar()).toHaveTextContent("A note is missing.");
    await userEvent.type(
      within(bar()).getByRole("textbox", { name: /What did you find/ }),
      "Capacitor burnt",
    );
    expect(finish).toBeEnabled();
    await userEvent.click(finish);
    expect(sent(convex)[0]?.args).toMatchObject({
      action: "complete_diagnosis",
      input: { note: "Capacitor burnt" },
    });
  });

  test("another job under way keeps the trip shut and names that job", async () => {
    const busy = job("second", "repairing", at(8), { contactName: "Omar" });
    draw(ownDay([busy, first]));
    await userEvent.click(screen.getByRole("button", { name: /Huda/ }));
    expect(within(bar()).getByRole("button", { name: /Start the trip/ })).toBeDisabled();
    expect(plain(bar().textContent)).toContain("TK-SECOND is still under way");
  });

  test("turning back asks for the reason behind the main step", async () => {
    const convex = draw(ownDay([job("first", "on_route", at(10, 30))]));
    await userEvent.click(within(bar()).getByRole("button", { name: "Other steps" }));
    await userEvent.click(within(bar()).getByRole("button", { name: "Turn back" }));
    await userEvent.click(within(bar()).getByRole("radio", { name: /customer is not there/ }));
    await userEvent.click(within(bar()).getByRole("button", { name: /Turn back/ }));
    expect(sent(convex)[0]?.args).toMatchObject({
      action: "turn_back",
      input: { reason: "customer_absent" },
    });
  });

  test("a job without a time says whom it waits for", () => {
    draw(ownDay([untimed]));
    expect(screen.getByText(/Dispatch has not set a time/)).toBeInTheDocument();
    expect(screen.getByText("No phone number on this ticket")).toBeInTheDocument();
  });
});

describe("[J-25] sharing is visible", () => {
  test("off before the trip, and its absence explained during it", () => {
    draw(ownDay([first]));
    expect(screen.queryByText(/Position is not shared/)).toBeNull();
  });

  test("a travelling technician without a position reads why", () => {
    draw(ownDay([job("first", "on_route", at(10, 30))]));
    expect(screen.getByText(/Position is not shared: the phone cannot find it/)).toBeInTheDocument();
  });
});

describe("[d-3] refusals on the phone", () => {
  test("a step the server refuses returns the button and lists every reason until it is read", async () => {
    const convex = draw(ownDay([first]));
    await userEvent.click(within(bar()).getByRole("button", { name: /Start the trip/ }));
    await vi.waitFor(() => expect(sent(convex)).toHaveLength(1));
    const blockers = [
      { code: "notYours", number: "TK-FIRST" },
      { code: "statusForbids", action: "start_trip", status: "cancelled" },
    ];
    await sent(convex)[0]?.reject({
      data: { v: 1, code: "ticket.blocked", params: { number: "TK-FIRST", blockers } },
    });
    const alert = screen.getByRole("alert");
    expect(plain(alert.textContent)).toContain("Not accepted: Start the trip for TK-FIRST");
    expect(plain(alert.textContent)).toContain("TK-FIRST is not with you any more.");
    expect(plain(alert.textContent)).toContain(
      "“Start the trip” is not possible while the ticket is “Cancelled”.",
    );
    expect(within(bar()).getByRole("button", { name: /Start the trip/ })).toBeEnabled();
    await userEvent.click(within(alert).getByRole("button", { name: "Understood" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("without a connection it says that work can go on", () => {
    const convex = new FakeConvex();
    convex.connected = false;
    convex.answer(api.technicians.today, () => ownDay([first]));
    render(
      <InDeployment convex={convex}>
        <MeContext.Provider value={technicianMe}>
          <TechnicianPage />
        </MeContext.Provider>
      </InDeployment>,
    );
    expect(screen.getByText(/steps are kept on this phone/)).toBeInTheDocument();
  });
});

describe("[c-4] the day changes while the page is open", () => {
  test("a job that comes and a job that goes are said in words; a finished one is not called lost", () => {
    const convex = draw(ownDay([first, second]));
    const change = (day: OwnDay) => act(() => convex.answer(api.technicians.today, () => day));
    const news = () => toastQueue.visibleToasts.map((toast) => plain(toast.content.title));
    change(ownDay([first, second, untimed]));
    expect(news()).toEqual(["TK-LATER is a new job for you"]);
    change(ownDay([second], { finished: [first] }));
    expect(news()).toContain("TK-LATER is not with you any more");
    expect(news().join()).not.toContain("TK-FIRST");
  });
});

describe("[S-40] the day", () => {
  test("[S-64] nothing to do is said with what comes next, differently off duty", () => {
    draw(ownDay([]));
    expect(screen.getByText("No jobs for today")).toBeInTheDocument();
    expect(screen.getByText(/it appears here at once/)).toBeInTheDocument();
  });

  test("the duty switch answers at once and sends the change", async () => {
    const convex = draw(ownDay([]));
    const duty = screen.getByRole("switch", { name: "On duty" });
    expect(duty).toBeChecked();
    await userEvent.click(duty);
    expect(duty).not.toBeChecked();
    expect(convex.mutations[0]).toMatchObject({ name: "technicians:setDuty", args: { onDuty: false } });
    expect(screen.getByText(/You are off duty/)).toBeInTheDocument();
  });

  test("[F-03] call and navigation are one tap", () => {
    draw(ownDay([first]));
    expect(screen.getByRole("link", { name: /Call.*Huda/ })).toHaveAttribute("href", "tel:+966511111111");
    expect(screen.getByRole("link", { name: "Google Maps" }).getAttribute("href")).toContain(
      "destination=24.69%2C46.68",
    );
    expect(screen.getByRole("link", { name: "Waze" }).getAttribute("href")).toContain("ll=24.69%2C46.68");
  });
});

describe("[S-40] the day in numbers and what interrupts it", () => {
  test("planned, under way, waiting for parts and finished are counted apart", () => {
    draw(
      ownDay([first, job("busy", "repairing", at(8))], {
        waiting: [job("parts", "waiting_parts", at(9))],
        finished: [job("done", "completed", at(7)), job("lost", "not_fixed", at(6))],
      }),
    );
    const counts = [...(document.querySelector("dl")?.children ?? [])].map(
      (tile) => `${tile.querySelector("dt")?.textContent}: ${tile.querySelector("dd")?.textContent}`,
    );
    expect(counts).toEqual(["To do: 1", "Under way: 1", "Parts awaited: 1", "Completed: 1", "Not fixed: 1"]);
  });

  test("[F-12] being away is declared with a reason, and taken back", async () => {
    const convex = draw(
      ownDay([first], {
        absences: [
          {
            absenceId: "away1" as never,
            technicianId: "fahd" as never,
            from: at(8),
            until: at(20),
            reason: "sick",
            note: null,
            recordedAt: 0,
          },
        ],
      }),
    );
    await userEvent.click(screen.getByRole("button", { name: "I cannot work" }));
    const send = screen.getByRole("button", { name: "Tell the dispatcher" });
    expect(send).toBeDisabled();
    await userEvent.click(screen.getByRole("button", { name: "I can after all" }));
    expect(convex.mutations.at(-1)).toMatchObject({
      name: "technicians:withdrawAbsence",
      args: { absenceId: "away1" },
    });
  });
});

/* Absences of a technician, entered for him by whoever manages technicians. */
import { fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { I18nProvider } from "react-aria-components";
import { expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { addDays, instantAt, serviceDayOf } from "../../../shared/time/zones";
import { Absences } from "../../../web/features/people/Absences";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { ZONE } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const technicianId = "fahd" as Id<"technicians">;
const HOUR = 3_600_000;

function draw(mayManage: boolean): FakeConvex {
  const now = Date.now();
  const convex = new FakeConvex();
  const row = { technicianId, reason: "sick" as const, note: null, recordedAt: now - 10 * HOUR };
  convex.answer(api.technicians.absences, () => [
    { ...row, absenceId: "past" as Id<"absences">, from: now - 9 * HOUR, until: now - HOUR },
    { ...row, absenceId: "ahead" as Id<"absences">, from: now + HOUR, until: now + 9 * HOUR },
  ]);
  render(
    <InDeployment convex={convex}>
      <I18nProvider locale="en-GB">
        <Absences technicianId={technicianId} zone={ZONE} mayManage={mayManage} />
        <ToastRegion label="Messages" closeLabel="Close" />
      </I18nProvider>
    </InDeployment>,
  );
  return convex;
}

test("[F-12] what is over stays; what is ahead can be removed, by who manages technicians", async () => {
  const convex = draw(true);
  expect(screen.getByText("over")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Remove the absence" }));
  expect(convex.mutations[0]).toMatchObject({
    name: "technicians:cancelAbsence",
    args: { absenceId: "ahead" },
  });
});

test("[F-12] an absence is entered with its reason; others only read", async () => {
  const convex = draw(true);
  await userEvent.click(screen.getByRole("button", { name: "Enter an absence" }));
  const keep = screen.getByRole("button", { name: "Enter it" });
  expect(keep).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: /Reason/ }));
  await userEvent.click(screen.getAllByRole("option")[0] ?? document.body);
  await userEvent.click(keep);
  expect(convex.mutations[0]).toMatchObject({ name: "technicians:recordAbsence", args: { technicianId } });
});

async function openHours() {
  const user = userEvent.setup();
  const convex = draw(true);
  await user.click(screen.getByRole("button", { name: "Enter an absence" }));
  await user.click(screen.getByRole("radio", { name: "Some hours" }));
  const day = addDays(serviceDayOf(Date.now(), ZONE), 3);
  fireEvent.change(screen.getByLabelText("From"), { target: { value: day } });
  const choose = async (label: RegExp, option: string) => {
    await user.click(screen.getByRole("button", { name: label }));
    await user.click(screen.getByText(option, { selector: "[role=option] *, [role=option]" }));
  };
  return { user, convex, day, choose, at: (minute: number, on = day) => instantAt(on, minute, ZONE) };
}

test("[F-12] some hours of a day: from the hour chosen until the hour he is back", async () => {
  const { user, convex, day, choose, at } = await openHours();
  const keep = screen.getByRole("button", { name: "Enter it" });
  // The last day moved along with the first.
  expect(screen.getByLabelText("Until")).toHaveValue(day);
  await choose(/Hour/, "13:00");
  await choose(/Reason/, "Training");
  expect(keep).toBeDisabled();
  // He cannot be back before he went.
  await user.click(screen.getByRole("button", { name: /Back at/ }));
  const options = [...document.querySelectorAll("[role=option]")].map((option) => option.textContent);
  expect([options[0], options.at(-1)]).toEqual(["13:30", "24:00"]);
  await user.click(screen.getByText("15:30", { selector: "[role=option] *" }));
  await user.click(keep);
  expect(convex.mutations.at(-1)?.args).toMatchObject({
    from: at(780),
    until: at(930),
    reason: "training",
  });
});

test("[F-12] over midnight: back on the next day; an hour chosen for another day counts no more", async () => {
  const { user, convex, day, choose, at } = await openHours();
  const next = addDays(day, 1);
  const keep = screen.getByRole("button", { name: "Enter it" });
  await choose(/Hour/, "22:00");
  await choose(/Back at/, "23:00");
  await choose(/Reason/, "Unwell");
  expect(keep).toBeEnabled();
  fireEvent.change(screen.getByLabelText("Until"), { target: { value: next } });
  expect(keep).toBeDisabled();
  await choose(/Back at/, "02:00");
  await user.click(keep);
  expect(convex.mutations.at(-1)?.args).toMatchObject({ from: at(22 * 60), until: at(120, next) });
});

test("[F-12] what makes no absence is said beside its field and cannot be sent", async () => {
  const user = userEvent.setup();
  const convex = draw(true);
  const today = serviceDayOf(Date.now(), ZONE);
  await user.click(screen.getByRole("button", { name: "Enter an absence" }));
  await user.click(screen.getByRole("button", { name: /Reason/ }));
  await user.click(screen.getByRole("option", { name: "Unwell" }));
  const keep = screen.getByRole("button", { name: "Enter it" });
  expect(keep).toBeEnabled();
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  type("Last day", addDays(today, -1));
  expect(screen.getByText("This ends before it begins.")).toBeInTheDocument();
  expect(keep).toBeDisabled();
  type("Last day", addDays(today, 400));
  expect(screen.getByText("At most a year at once.")).toBeInTheDocument();
  type("Last day", "");
  expect(screen.getByText("Choose a day.")).toBeInTheDocument();
  type("Last day", addDays(today, 2));
  type("First day", addDays(today, -1));
  expect(screen.getByText("This day is over.")).toBeInTheDocument();
  type("First day", addDays(today, 1));
  await user.click(keep);
  expect(convex.mutations.at(-1)?.args).toMatchObject({
    from: instantAt(addDays(today, 1), 0, ZONE),
    until: instantAt(addDays(today, 3), 0, ZONE),
  });
});

test("[F-12] who may not manage technicians gets no form", () => {
  draw(false);
  expect(screen.queryByRole("button")).toBeNull();
});

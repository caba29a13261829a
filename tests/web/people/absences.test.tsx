/* Absences of a technician, entered for him by whoever manages technicians. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { I18nProvider } from "react-aria-components";
import { expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
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
  const row = { technicianId, reason: "sick" as const, note: null };
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

test("[F-12] who may not manage technicians gets no form", () => {
  draw(false);
  expect(screen.queryByRole("button")).toBeNull();
});

/* Rules with their bounds, and an editable list. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Role } from "../../../shared/access/roles";
import { Branches } from "../../../web/features/branches/Branches";
import { ListEditor } from "../../../web/features/settings/ListEditor";
import { SettingValues } from "../../../web/features/settings/SettingValues";
import { MeContext } from "../../../web/lib/session";
import { me } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { plain } from "../support/plainText";
import { InDeployment } from "../support/InDeployment";

function open(role: Role, part: "values" | "cities") {
  const convex = new FakeConvex();
  convex.answer(api.settings.list, () => [
    { key: "people.invitationDays" as const, value: 7, isDefault: true, changed: null },
    {
      key: "customers.signIn" as const,
      value: false,
      isDefault: false,
      changed: { at: 0, by: { ar: "زياد", en: "Ziad" } },
    },
  ]);
  convex.answer(api.settings.entries, () => [
    { code: "riyadh", label: null, active: true, builtIn: true, rank: 0 },
    { code: "tabuk", label: { ar: "تبوك", en: "Tabuk" }, active: false, builtIn: false, rank: 1 },
  ]);
  render(
    <InDeployment convex={convex}>
      <MeContext.Provider value={{ ...me, role }}>
        {part === "values" ? <SettingValues /> : <ListEditor list="cities" />}
      </MeContext.Provider>
    </InDeployment>,
  );
  return convex;
}

describe("settings", () => {
  test("[D-08] a number inside its bounds can be saved, one outside cannot", async () => {
    const convex = open("admin", "values");
    const field = await screen.findByLabelText("Life of an invitation");
    const save = screen.getByRole("button", { name: "Save" });
    expect(save).toBeDisabled();
    await userEvent.clear(field);
    await userEvent.type(field, "61");
    expect(save).toBeDisabled();
    // Why it cannot be saved is said where it was typed.
    expect(plain(document.body.textContent)).toContain("Whole numbers only: 1 to 60.");
    expect(field).toBeInvalid();
    await userEvent.clear(field);
    await userEvent.type(field, "14");
    await userEvent.click(save);
    expect(convex.mutations[0]).toMatchObject({
      name: "settings:set",
      args: { key: "people.invitationDays", value: 14 },
    });
  });

  test("[D-08] a switch counts at once; who changed it last is told", async () => {
    const convex = open("admin", "values");
    expect(await screen.findByText(/changed by/)).toHaveTextContent("Ziad");
    await userEvent.click(screen.getByRole("switch"));
    expect(convex.mutations[0]).toMatchObject({ args: { key: "customers.signIn", value: true } });
  });

  test("[Z-02] others read without changing", async () => {
    open("dispatcher", "values");
    expect(await screen.findByText("Only administrators change this.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    expect(screen.getByRole("switch")).toBeDisabled();
  });

  test("[D-08] a list shows the product's words and the company's, and takes a new entry", async () => {
    const convex = open("admin", "cities");
    expect(await screen.findByText("Riyadh")).toBeInTheDocument();
    expect(screen.getByText("Not offered")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Add entry" }));
    const dialog = within(await screen.findByRole("dialog"));
    await userEvent.type(dialog.getByLabelText("Code"), "abha");
    await userEvent.type(dialog.getByLabelText("Arabic"), "أبها");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "settings:addEntry",
      args: { list: "cities", code: "abha", label: { ar: "أبها", en: "" }, active: true, rank: 2 },
    });
  });
});

/** Puts a text in place of what is there. */
async function fill(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  await userEvent.click(field);
  await userEvent.paste(text);
}

describe("branches", () => {
  const jeddah = {
    branchId: "b2" as Id<"branches">,
    name: { ar: "فرع جدة", en: "Jeddah branch" },
    city: "jeddah",
    country: "SA" as const,
    center: { lat: 21.5, lng: 39.1 },
    phone: "+966120000001",
    zone: "Asia/Riyadh",
    currency: "SAR",
    version: 3,
  };
  const draw = (role: Role) => {
    const convex = new FakeConvex();
    convex.answer(api.branches.list, () => [jeddah]);
    render(
      <InDeployment convex={convex}>
        <MeContext.Provider value={{ ...me, role }}>
          <Branches />
        </MeContext.Provider>
      </InDeployment>,
    );
    return convex;
  };

  test("[23.1] a known city brings country and place along; a number of another country is told where it stands", async () => {
    const convex = draw("admin");
    await userEvent.click(await screen.findByRole("button", { name: "Open a branch" }));
    const dialog = within(await screen.findByRole("dialog"));
    const open = dialog.getByRole("button", { name: "Open a branch" });
    await fill(dialog.getByLabelText("Name in Latin letters"), "Alexandria");
    await userEvent.click(dialog.getByRole("button", { name: /City/ }));
    await userEvent.click(await screen.findByRole("option", { name: "Alexandria" }));
    expect(dialog.getByLabelText("Latitude")).toHaveValue("31.2001");
    const phone = dialog.getByLabelText("Phone");
    await fill(phone, "123");
    expect(phone).toBeInvalid();
    expect(open).toBeDisabled();
    await fill(phone, "0223456789");
    await fill(dialog.getByLabelText("Longitude"), "299");
    expect(dialog.getByLabelText("Longitude")).toBeInvalid();
    expect(open).toBeDisabled();
    await fill(dialog.getByLabelText("Longitude"), "29.9");
    await userEvent.click(open);
    expect(convex.mutations[0]).toMatchObject({
      name: "branches:open",
      args: { branch: { city: "alexandria", country: "EG", center: { lat: 31.2001, lng: 29.9 } } },
    });
  });

  test("[23.1] a change names the version it saw and leaves the country alone; who may not sees no button", async () => {
    const convex = draw("admin");
    await userEvent.click(await screen.findByRole("button", { name: /Change.*Jeddah/ }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("button", { name: /Country/ })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText("Name in Latin letters"), " north");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "branches:change",
      args: { branchId: "b2", expectedVersion: 3, branch: { name: { en: "Jeddah branch north" } } },
    });
  });

  test("[D-08] a dispatcher sees the branches and changes none", async () => {
    draw("dispatcher");
    expect(await screen.findByText("Jeddah branch")).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
  });
});

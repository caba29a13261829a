/* Rules with their bounds, and an editable list. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Role } from "../../../shared/access/roles";
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

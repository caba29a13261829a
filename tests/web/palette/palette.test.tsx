/* The palette: finds, goes, does; by keyboard alone, in both languages. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Settings } from "lucide-react";
import { describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { CommandPalette } from "../../../web/features/palette/CommandPalette";
import { matchingCommands } from "../../../web/features/palette/commands";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

const found = {
  tickets: [
    {
      ticketId: "leak" as Id<"tickets">,
      branchId: "branch1" as Id<"branches">,
      number: "TK-LEAK",
      status: "new" as const,
      problem: "Kitchen leak",
      contactName: "Huda",
    },
  ],
  technicians: [],
  customers: [{ contactId: "huda" as Id<"contacts">, name: "Huda", phone: "+966511111111" }],
};

async function open() {
  const convex = new FakeConvex();
  const asked: string[] = [];
  convex.answer(api.search.everything, ({ text }) => {
    asked.push(text);
    return text.startsWith("hu") ? found : { tickets: [], technicians: [], customers: [] };
  });
  convex.answer(api.contacts.tickets, () => [
    {
      ticketId: "old" as Id<"tickets">,
      number: "TK-OLD",
      status: "completed" as const,
      workType: "plumbing",
      problem: "Old leak",
      requestedAt: 0,
    },
  ]);
  const onTicket = vi.fn();
  const onClose = vi.fn();
  const run = vi.fn();
  render(
    <InDeployment convex={convex}>
      <CommandPalette
        open
        onClose={onClose}
        commands={[
          { id: "settings", section: "places", label: "Settings", also: "الإعدادات", icon: Settings, run },
        ]}
        onTicket={onTicket}
        onTechnician={() => undefined}
      />
    </InDeployment>,
  );
  await waitFor(() => expect(screen.getByRole("combobox")).toHaveFocus());
  return { onTicket, onClose, run, asked };
}

describe("palette", () => {
  test("[S-24] typing goes to the field at once; arrows and Enter open what was found", async () => {
    const { onTicket, onClose } = await open();
    const user = userEvent.setup();
    await user.keyboard("huda");
    const row = await screen.findByRole("option", { name: /TK-LEAK/ });
    expect(row).toBeInTheDocument();
    await user.keyboard("{ArrowDown}");
    while (!row.hasAttribute("data-focused")) await user.keyboard("{ArrowDown}");
    await user.keyboard("{Enter}");
    expect(onTicket).toHaveBeenCalledWith(expect.objectContaining({ ticketId: "leak" }), "branch1");
    expect(onClose).toHaveBeenCalled();
  });

  test("[S-24] a customer opens onto his tickets, and an emptied field leads back", async () => {
    const { onTicket } = await open();
    const user = userEvent.setup();
    await user.keyboard("huda");
    await user.click(await screen.findByRole("option", { name: /^Huda/ }));
    expect(screen.getByRole("option", { name: /Call/ })).toBeInTheDocument();
    await user.click(screen.getByRole("option", { name: /TK-OLD/ }));
    expect(onTicket).toHaveBeenCalledWith(expect.objectContaining({ ticketId: "old" }), null);
  });

  test("[S-24] places by their words in either language; one letter asks nobody", async () => {
    const { run, asked } = await open();
    const user = userEvent.setup();
    await user.keyboard("s");
    expect(within(screen.getByRole("listbox")).getByRole("option", { name: "Settings" })).toBeInTheDocument();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(run).toHaveBeenCalled();
    expect(asked).toEqual([]);
    const commands = [
      { id: "a", section: "places" as const, label: "Settings", also: "الإعدادات", icon: Settings, run },
    ];
    expect(matchingCommands(commands, "الاعدادات")).toHaveLength(1);
    expect(matchingCommands(commands, "map")).toHaveLength(0);
  });
});

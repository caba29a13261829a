/* Members and invitations: what an administrator sees, what his rank does not reach, what is sent. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Role } from "../../../shared/access/roles";
import { Members } from "../../../web/features/people/Members";
import type { Invitation, Member } from "../../../web/features/people/peopleData";
import { MeContext } from "../../../web/lib/session";
import { branch, me, NOW } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

function member(id: string, role: Role, rest: Partial<Member> = {}): Member {
  return {
    membershipId: id as Id<"memberships">,
    userId: `user-${id}` as Id<"users">,
    version: 3,
    name: { ar: id, en: id },
    email: `${id}@example.com`,
    role,
    branchIds: [branch.branchId],
    technicianId: null,
    teamIds: [],
    deactivatedAt: null,
    joinedAt: NOW,
    you: false,
    withinReach: true,
    ...rest,
  };
}

function open(role: Role, members: Member[], invitations: Invitation[] = []) {
  const convex = new FakeConvex();
  convex.answer(api.people.members, () => ({ page: members, isDone: true, continueCursor: "" }));
  convex.answer(api.people.searchMembers, ({ text }) => members.filter(({ name }) => name.en.includes(text)));
  convex.answer(api.people.teams, () => []);
  convex.answer(api.invitations.list, () => invitations);
  render(
    <InDeployment convex={convex}>
      <MeContext.Provider value={{ ...me, role }}>
        <Members />
      </MeContext.Provider>
    </InDeployment>,
  );
  return convex;
}

const dialog = () => screen.findByRole("dialog");

describe("members", () => {
  test("[S-29] a change is sent with the version it was made on; the last word is the server's", async () => {
    const convex = open("owner", [member("Omar", "dispatcher")]);
    await userEvent.click(await screen.findByRole("button", { name: /Change.*Omar/ }));
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Save" }));
    const [sent] = convex.mutations;
    expect(sent).toMatchObject({
      name: "people:change",
      args: { membershipId: "Omar", role: "dispatcher", branchIds: [branch.branchId], expectedVersion: 3 },
    });
    await sent?.reject(new ConvexError({ v: 1, code: "people.changedMeanwhile", params: {} }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Somebody changed this person before you");
  });

  test("[S-29] shutting out asks the server, and who is shut out carries the mark", async () => {
    const convex = open("owner", [
      member("Omar", "dispatcher"),
      member("Left", "dispatcher", { deactivatedAt: NOW }),
    ]);
    expect(await screen.findByText("Shut out")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /Change.*Omar/ }));
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Shut out" }));
    // One slip of the hand shuts nobody out.
    expect(convex.mutations).toEqual([]);
    await userEvent.click(within(await dialog()).getByRole("button", { name: "Yes, shut out" }));
    expect(convex.mutations[0]).toMatchObject({ name: "people:deactivate", args: { expectedVersion: 3 } });
    await convex.mutations[0]?.resolve(null);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("[S-29] what the own rank does not reach is shown without buttons; oneself cannot be shut out", async () => {
    open("admin", [member("Noura", "owner", { withinReach: false }), member("Ziad", "admin", { you: true })]);
    await userEvent.click(await screen.findByRole("button", { name: /Change.*Noura/ }));
    expect(within(await dialog()).queryByRole("button", { name: "Save" })).toBeNull();
    expect(within(await dialog()).getByText(/above yours/)).toBeInTheDocument();
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("button", { name: /Change.*Ziad/ }));
    expect(within(await dialog()).queryByRole("button", { name: "Shut out" })).toBeNull();
    expect(within(await dialog()).getByRole("button", { name: "Save" })).toBeInTheDocument();
  });

  test("[S-29] an invitation needs an address, a name and a branch; its link is shown once", async () => {
    const convex = open("owner", []);
    await userEvent.click(await screen.findByRole("button", { name: "Invite" }));
    const send = within(await dialog()).getByRole("button", { name: "Send invitation" });
    expect(send).toBeDisabled();
    await userEvent.type(screen.getByLabelText("E-mail"), "new@example.com");
    await userEvent.type(screen.getByLabelText("Name in Latin letters"), "New Person");
    expect(send).toBeEnabled();
    await userEvent.click(send);
    expect(convex.mutations[0]).toMatchObject({
      name: "invitations:create",
      args: {
        email: "new@example.com",
        role: "dispatcher",
        branchIds: [branch.branchId],
        technicianId: null,
      },
    });
    await convex.mutations[0]?.resolve({ invitationId: "i", link: "https://pages.test/join/secret" });
    expect(await screen.findByText("https://pages.test/join/secret")).toBeInTheDocument();
  });

  test("[Z-02] planners see colleagues, without a way to change or invite", async () => {
    open("dispatcher", [member("Omar", "dispatcher")]);
    expect(await screen.findByText("Omar")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /Change/ })).toBeNull();
    expect(screen.queryByRole("button", { name: "Invite" })).toBeNull();
  });

  test("an expired invitation says so and can be renewed", async () => {
    const convex = open(
      "owner",
      [],
      [
        {
          invitationId: "i1" as Id<"invitations">,
          email: "late@example.com",
          name: { ar: "متأخر", en: "Late" },
          role: "workshop",
          branchIds: [],
          expiresAt: 1,
          invitedAt: 0,
        },
      ],
    );
    expect(await screen.findByText(/expired/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "New link" }));
    await convex.mutations[0]?.resolve({ link: "https://pages.test/join/again" });
    expect(await screen.findByText("https://pages.test/join/again")).toBeInTheDocument();
  });
});

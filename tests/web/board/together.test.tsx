/* Colleagues on one board [S-35]: who is here and does what, cards in others' hands, following a view, notes half written. */
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { BoardSearch } from "../../../web/features/board/boardFilters";
import { LiftContext } from "../../../web/features/board/carryContext";
import { ChoiceStore } from "../../../web/features/board/choice/choiceStore";
import { QueueCard } from "../../../web/features/board/QueueCard";
import { FollowBar } from "../../../web/features/board/together/FollowBar";
import { FollowProvider, useFollow } from "../../../web/features/board/together/followContext";
import { HereNow } from "../../../web/features/board/together/HereNow";
import { UntimedVisit } from "../../../web/features/board/UntimedVisit";
import type { Colleague } from "../../../web/lib/presence/colleagues";
import { PresenceProvider } from "../../../web/lib/presence/presenceContext";
import { MeContext } from "../../../web/lib/session";
import { Notes } from "../../../web/ticket/Notes";
import { ToastRegion } from "../../../web/ui/ToastRegion";
import { branch, leak, me, NOW, planned } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain, saying } from "../support/plainText";

const OWN_PAGE = "own" as Id<"presences">;

function colleague(over: Partial<Colleague> & { readonly id: string; readonly en: string }): Colleague {
  const { id, en, ...rest } = over;
  return {
    presenceId: `page ${id}` as Id<"presences">,
    userId: id as Id<"users">,
    name: { ar: en, en },
    role: "dispatcher",
    place: "board",
    looksAt: null,
    holds: [],
    writesOn: null,
    follows: null,
    ...rest,
  };
}
const faisal = colleague({ id: "faisal", en: "Faisal" });

// A page that goes says goodbye by a beacon; here nobody hears it.
vi.spyOn(navigator, "sendBeacon").mockReturnValue(true);

function company(...here: Colleague[]): FakeConvex {
  const convex = new FakeConvex();
  convex.answer(api.presence.list, () => here);
  return convex;
}

function Together({
  search,
  onSearch,
  children,
}: {
  readonly search: BoardSearch;
  readonly onSearch: (change: object) => void;
  readonly children: ReactNode;
}) {
  return (
    <MeContext value={me}>
      <PresenceProvider branchId={branch.branchId} place="board">
        <FollowProvider search={search} onSearch={onSearch}>
          {children}
        </FollowProvider>
      </PresenceProvider>
    </MeContext>
  );
}

function draw(convex: FakeConvex, children: ReactNode, onSearch: (change: object) => void = () => undefined) {
  return render(
    <InDeployment convex={convex}>
      <Together search={{}} onSearch={onSearch}>
        {children}
      </Together>
      <ToastRegion label="Messages" closeLabel="Close" />
    </InDeployment>,
  );
}

const strip = (
  <HereNow ownUserId={me.userId} numberOf={(id) => (id === leak.ticketId ? leak.number : undefined)} />
);

/** The server has taken this page in. */
async function known(convex: FakeConvex): Promise<void> {
  await waitFor(() => expect(convex.mutations.some(({ name }) => name === "presence:here")).toBe(true));
  await convex.mutations.find(({ name }) => name === "presence:here")?.resolve(OWN_PAGE);
}

describe("who is here", () => {
  test("[S-35] nobody else: it says so, and one's own second window is nobody else", async () => {
    draw(company(colleague({ id: me.userId, en: "Sara" })), strip);
    await userEvent.click(screen.getByRole("button", { name: "Nobody else is here" }));
    expect(screen.getByRole("dialog")).toHaveTextContent("Colleagues who open this branch's board");
  });

  test("[S-35] names, roles and what each does; a person with two windows is one, a crowd is counted", async () => {
    const others = [
      colleague({ id: "a", en: "Amal", holds: [leak.ticketId] }),
      colleague({ id: "b", en: "Basma", looksAt: leak.ticketId }),
      colleague({ id: "c", en: "Camil", writesOn: leak.ticketId, place: "ticket" }),
      colleague({ id: "d", en: "Dana", place: "ticket" }),
      faisal,
      { ...faisal, presenceId: "second" as Id<"presences">, place: "ticket" as const },
    ];
    draw(company(...others), strip);
    const button = screen.getByRole("button", { name: saying("Here now: Amal، Basma، Camil، Dana، Faisal") });
    expect(button.textContent).toContain("+1");
    await userEvent.click(button);
    const rows = within(screen.getByRole("dialog")).getAllByRole("listitem");
    const texts = rows.map((row) => plain(row.textContent));
    expect(texts).toHaveLength(5);
    for (const [index, what] of [
      "holding TK-LEAK",
      "looking at TK-LEAK",
      "writing a note on TK-LEAK",
      "on a ticket's page",
      "on the board",
    ].entries())
      expect(texts[index]).toContain(what);
    // Only a board can be followed.
    expect(rows.map((row) => within(row).queryByRole("button") !== null)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test("[S-35] whoever follows oneself is said, aloud as well, and is not offered to be followed back", async () => {
    const convex = company(faisal);
    draw(convex, strip);
    await known(convex);
    convex.answer(api.presence.list, () => [{ ...faisal, follows: OWN_PAGE }]);
    await waitFor(() => expect(screen.getByText(saying("Faisal: following your view"))).toBeInTheDocument());
    await userEvent.click(screen.getByRole("button", { name: /Here now/ }));
    const row = within(screen.getByRole("dialog")).getByRole("listitem");
    expect(row).toHaveTextContent("follows your view");
    expect(within(row).queryByRole("button")).toBeNull();
  });
});

describe("cards in others' hands", () => {
  const nothing = () => undefined;
  const faces = (
    <LiftContext
      value={{ carriedIds: new Set(), lift: nothing, canLift: () => true, choice: new ChoiceStore() }}
    >
      <ul>
        <QueueCard ticket={leak} now={NOW} selected={false} onSelect={nothing} onAssign={nothing} />
      </ul>
      <UntimedVisit ticket={planned.ticket} selected={false} onSelect={nothing} />
    </LiftContext>
  );
  const card = () => document.querySelector<HTMLElement>(`li[data-ticket="${leak.ticketId}"]`);
  const chip = () => screen.getByRole("button", { name: /TK-PLAN/ });

  test("[S-35] a held card tilts, names its holder, and is straight again when he lets go", async () => {
    const convex = company({ ...faisal, holds: [leak.ticketId, planned.ticket.ticketId] });
    draw(convex, faces);
    await waitFor(() => expect(card()).toHaveClass("-rotate-2"));
    expect(card()).toHaveTextContent(saying("Faisal is holding this ticket"));
    // A visit without a time is too small for a name: a hand, and the words for who listens.
    expect(chip()).toHaveClass("-rotate-2");
    expect(chip()).toHaveAccessibleName(saying("Faisal is holding this ticket"));
    expect(chip().querySelector('[data-sign="holder"]')).not.toBeNull();
    act(() => convex.answer(api.presence.list, () => [faisal]));
    await waitFor(() => expect(card()).not.toHaveClass("-rotate-2"));
    expect(chip()).not.toHaveClass("-rotate-2");
    expect(chip()).not.toHaveAccessibleName(/Faisal/);
  });

  test("[S-35] who looks is shown beside the card and does not tilt it; oneself is not shown", async () => {
    const looking = [leak.ticketId, planned.ticket.ticketId].map((looksAt, index) => ({
      ...faisal,
      presenceId: `page ${index}` as Id<"presences">,
      looksAt,
    }));
    draw(company(...looking, { ...looking[0], userId: me.userId } as Colleague), faces);
    await waitFor(() => expect(card()).toHaveTextContent(saying("Looking at this ticket: Faisal")));
    expect(card()).not.toHaveTextContent("Sara");
    expect(card()).not.toHaveClass("-rotate-2");
    expect(chip()).toHaveAccessibleName(saying("Looking at this ticket: Faisal"));
    expect(chip().querySelector('[data-sign="looker"]')).not.toBeNull();
  });
});

describe("following a view", () => {
  const view = (ticket: string) => ({
    search: JSON.stringify({ ticket, q: "tap", branch: "elsewhere" }),
    camera: { center: { lat: 24.5, lng: 46.5 }, zoom: 12 },
    pointed: { kind: "ticket" as const, id: ticket },
  });
  function Map() {
    const { camera, pointed } = useFollow();
    return <output data-testid="map">{`${camera?.zoom ?? "own"} ${pointed?.id ?? "nothing"}`}</output>;
  }
  const board = (
    <>
      {strip}
      <FollowBar />
      <Map />
      <button type="button">Work</button>
    </>
  );
  async function followFaisal(onSearch = vi.fn<(change: object) => void>()) {
    const convex = company(faisal);
    convex.answer(api.presence.view, () => view("leak"));
    draw(convex, board, onSearch);
    await known(convex);
    await userEvent.click(screen.getByRole("button", { name: /Here now/ }));
    await userEvent.click(screen.getByRole("button", { name: saying("Follow Faisal's view") }));
    await screen.findByText(saying("You see what Faisal sees"), { selector: "bdi" });
    return { convex, onSearch };
  }
  const over = () =>
    waitFor(() =>
      expect(screen.queryByText(saying("You see what Faisal sees"), { selector: "bdi" })).toBeNull(),
    );

  test("[S-35] his filters, selection and map come over; the branch stays one's own; he is told", async () => {
    const { convex, onSearch } = await followFaisal();
    await waitFor(() => expect(screen.getByTestId("map")).toHaveTextContent("12 leak"));
    expect(onSearch).toHaveBeenLastCalledWith(expect.objectContaining({ ticket: "leak", q: "tap" }));
    expect(onSearch.mock.calls.at(-1)?.[0]).not.toHaveProperty("branch");
    await waitFor(() =>
      expect(convex.mutations.filter(({ name }) => name === "presence:here").at(-1)?.args["follows"]).toBe(
        faisal.presenceId,
      ),
    );
    act(() => convex.answer(api.presence.view, () => view("cool")));
    await waitFor(() =>
      expect(onSearch).toHaveBeenLastCalledWith(expect.objectContaining({ ticket: "cool" })),
    );
  });

  test("[S-35] ends by Escape and by that alone, by an act of one's own, and by the button", async () => {
    await followFaisal();
    const heard = vi.fn();
    window.addEventListener("keydown", heard);
    await userEvent.keyboard("{Shift}");
    expect(screen.getByText(saying("You see what Faisal sees"), { selector: "bdi" })).toBeInTheDocument();
    heard.mockClear();
    await userEvent.keyboard("{Escape}");
    await over();
    expect(heard).not.toHaveBeenCalled();
    window.removeEventListener("keydown", heard);
    expect(screen.getByTestId("map")).toHaveTextContent("own nothing");
  });

  test("[S-35] a press on the board ends it, a press on the bar's button too", async () => {
    await followFaisal();
    fireEvent.pointerDown(screen.getByRole("button", { name: "Work" }));
    await over();
    await userEvent.click(screen.getByRole("button", { name: /Here now/ }));
    await userEvent.click(screen.getByRole("button", { name: saying("Follow Faisal's view") }));
    await userEvent.click(await screen.findByRole("button", { name: "Stop following" }));
    await over();
  });

  test("[S-35] ends with a word when he leaves", async () => {
    const { convex } = await followFaisal();
    act(() => convex.answer(api.presence.list, () => []));
    await over();
    expect(await screen.findByText(saying("Faisal is not here any more"))).toBeInTheDocument();
  });
});

describe("notes half written", () => {
  const ticketId = leak.ticketId;
  function Shown() {
    const [shown, setShown] = useState(true);
    return (
      <>
        <button type="button" onClick={() => setShown(!shown)}>
          Other ticket
        </button>
        {shown && <Notes ticketId={ticketId} zone={branch.zone} />}
      </>
    );
  }
  function open() {
    const convex = company();
    convex.answer(api.records.notes, () => []);
    convex.answer(api.presence.writers, () => []);
    const drawn = draw(convex, <Shown />);
    return { convex, ...drawn };
  }
  const field = () => screen.getByRole("textbox");

  test("[S-35] what is written stays through another ticket, a reload and a refusal, until it is sent", async () => {
    const first = open();
    await userEvent.type(field(), "Bring a ladder");
    expect(screen.getByText(/Draft kept on this device/)).toBeInTheDocument();
    const switcher = screen.getByRole("button", { name: "Other ticket" });
    await userEvent.click(switcher);
    expect(screen.queryByRole("textbox")).toBeNull();
    await userEvent.click(switcher);
    expect(field()).toHaveValue("Bring a ladder");
    first.unmount();
    const { convex } = open();
    expect(field()).toHaveValue("Bring a ladder");
    const send = screen.getByRole("button", { name: "Add the note" });
    await userEvent.click(send);
    const sent = () => convex.mutations.filter(({ name }) => name === "notes:add");
    await sent()[0]?.reject(new Error("no network"));
    expect(field()).toHaveValue("Bring a ladder");
    await userEvent.click(screen.getByRole("button", { name: "Add the note" }));
    expect(sent()[1]?.args).toMatchObject({ ticketId, body: "Bring a ladder" });
    await sent()[1]?.resolve("n1");
    expect(field()).toHaveValue("");
    expect(Object.keys(localStorage).filter((key) => key.includes("draft"))).toEqual([]);
  });

  test("[S-35] others are told that one writes, and one is told of them", async () => {
    const { convex } = open();
    await known(convex);
    await userEvent.type(field(), "x");
    await waitFor(() =>
      expect(convex.mutations.filter(({ name }) => name === "presence:here").at(-1)?.args["writesOn"]).toBe(
        ticketId,
      ),
    );
    act(() =>
      convex.answer(api.presence.writers, () => [
        { presenceId: faisal.presenceId, userId: faisal.userId, name: faisal.name },
        { presenceId: OWN_PAGE, userId: me.userId, name: me.name },
      ]),
    );
    expect(await screen.findByText(saying("Faisal: writing a note on this ticket"))).toBeInTheDocument();
  });
});

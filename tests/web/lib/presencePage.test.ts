/* A page telling that it is there: soon after a change, again and again, never twice at once, and goodbye when hidden. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Id } from "../../../convex/_generated/dataModel";
import { BEAT_EVERY_MS, SHARE_EVERY_MS } from "../../../shared/presence/presence";
import { PresencePage, type PageState, type PageView } from "../../../web/lib/presence/presencePage";

const STATE: PageState = {
  branchId: "b1" as Id<"branches">,
  place: "board",
  looksAt: null,
  holds: [],
  writesOn: null,
  follows: null,
};
const TICKET = "tk1" as Id<"tickets">;

function openPage() {
  const said: PageState[] = [];
  const shared: PageView[] = [];
  const answers: ((id: Id<"presences">) => void)[] = [];
  const world = { connected: true, left: 0, id: "" };
  const page = new PresencePage(
    {
      here: (state) => {
        said.push(state);
        return new Promise((resolve) => answers.push(resolve));
      },
      share: async (view) => {
        shared.push(view);
      },
      leave: () => {
        world.left += 1;
      },
      connected: () => world.connected,
    },
    STATE,
    (id) => {
      world.id = id;
    },
  );
  const answer = async () => {
    answers.shift()?.("p1" as Id<"presences">);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { page, said, shared, world, answer };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("[S-35] the own page", () => {
  test("is told on arrival, after a change, and with every beat", async () => {
    const { page, said, world, answer } = openPage();
    page.arrive();
    await answer();
    expect(world.id).toBe("p1");
    page.set({ looksAt: TICKET });
    page.set({ holds: [TICKET] });
    page.set({ holds: [TICKET] });
    await vi.advanceTimersByTimeAsync(100);
    await answer();
    expect(said.map((one) => [one.looksAt, one.holds.length])).toEqual([
      [null, 0],
      [TICKET, 1],
    ]);
    await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS);
    expect(said).toHaveLength(3);
  });

  test("never speaks twice at once; what changed meanwhile is said afterwards", async () => {
    const { page, said, answer } = openPage();
    page.arrive();
    page.set({ looksAt: TICKET });
    await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS * 2);
    expect(said).toHaveLength(1);
    await answer();
    expect(said).toHaveLength(2);
    expect(said[1]?.looksAt).toBe(TICKET);
  });

  test("without a connection nothing is queued", async () => {
    const { page, said, world, answer } = openPage();
    world.connected = false;
    page.arrive();
    await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS * 5);
    expect(said).toHaveLength(0);
    world.connected = true;
    await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS);
    await answer();
    expect(said).toHaveLength(1);
  });

  test("hidden it says goodbye at once and takes back a word that was under way", async () => {
    const { page, said, world, answer } = openPage();
    page.arrive();
    page.depart();
    page.depart();
    expect(world.left).toBe(1);
    await answer();
    expect(world.left).toBe(2);
    await vi.advanceTimersByTimeAsync(BEAT_EVERY_MS * 3);
    expect(said).toHaveLength(1);
    page.arrive();
    expect(said).toHaveLength(2);
  });

  test("shares its view only while somebody follows, at most every so often, the newest whole", async () => {
    const { page, shared, answer } = openPage();
    page.arrive();
    await answer();
    page.show({ search: '{"day":"2030-01-01"}' });
    await vi.advanceTimersByTimeAsync(SHARE_EVERY_MS * 2);
    expect(shared).toEqual([]);
    page.setWatched(true);
    for (let zoom = 1; zoom <= 20; zoom += 1) page.show({ camera: { center: { lat: 24, lng: 46 }, zoom } });
    await vi.advanceTimersByTimeAsync(SHARE_EVERY_MS);
    expect(shared).toEqual([
      { search: '{"day":"2030-01-01"}', camera: { center: { lat: 24, lng: 46 }, zoom: 20 }, pointed: null },
    ]);
    page.setWatched(false);
    page.show({ pointed: { kind: "ticket", id: "tk1" } });
    await vi.advanceTimersByTimeAsync(SHARE_EVERY_MS * 2);
    expect(shared).toHaveLength(1);
  });
});

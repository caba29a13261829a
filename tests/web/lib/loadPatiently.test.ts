/* Parts of the page that come later: a lost connection delays them. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { loadPatiently } from "../../../web/lib/loadPatiently";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("[J-26] loadPatiently()", () => {
  test("[J-26] what fails is tried again, ever more seldom, and at once when the network is back", async () => {
    let working = false;
    const load = vi.fn(() => (working ? Promise.resolve("the map") : Promise.reject(new Error("offline"))));
    const loaded = loadPatiently(load);
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(load).toHaveBeenCalledTimes(3);
    working = true;
    globalThis.dispatchEvent(new Event("online"));
    await expect(loaded).resolves.toBe("the map");
    expect(load).toHaveBeenCalledTimes(4);
  });

  test("[J-26] what is there is not asked for again", async () => {
    const load = vi.fn(() => Promise.resolve(7));
    await expect(loadPatiently(load)).resolves.toBe(7);
    expect(load).toHaveBeenCalledTimes(1);
  });
});

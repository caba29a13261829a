/* What the head says of the connection: live, lost after a while, and what still waits to be sent. */
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ConnectionState } from "../../../web/app/ConnectionState";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain } from "../support/plainText";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const wait = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

test("[S-64] a short gap is no news; a lost connection is, with what is kept; and it says when it is back", async () => {
  const convex = new FakeConvex();
  render(
    <InDeployment convex={convex}>
      <ConnectionState />
    </InDeployment>,
  );
  const state = () => plain(screen.getByRole("status").textContent);
  expect(state()).toBe("Live");
  convex.underWay = 2;
  await convex.setConnected(false);
  wait(1_900);
  expect(state()).toBe("Live");
  wait(200);
  expect(state()).toBe("Offline · 2 changes on their way");
  expect(screen.getByTitle(/Changes you make are kept/)).toBeInTheDocument();
  convex.underWay = 0;
  await convex.setConnected(true);
  wait(1);
  expect(state()).toBe("Live");
});

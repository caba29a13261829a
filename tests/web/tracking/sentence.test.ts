/* The sentence on top: what happens next, and when, for every status. */
import { describe, expect, test } from "vitest";
import { STATUSES } from "../../../shared/tickets/statuses";
import {
  isSignalLost,
  LATE_AFTER_MS,
  mapAbsence,
  SIGNAL_LOST_AFTER_MS,
  trackingSentence,
} from "../../../web/features/tracking/trackingSentence";
import { stepsAhead } from "../../../web/features/tracking/TrackingStory";
import { trackingTokenIn } from "../../../web/features/tracking/trackingToken";
import { at, NOW } from "../support/boardRows";
import { tracked, travelling } from "../support/trackedRows";

describe("[S-07] what happens next, and when", () => {
  test("every status has a sentence", () => {
    for (const status of STATUSES) expect(trackingSentence({ ...tracked, status }, NOW).key).toBeTruthy();
  });

  test("a visit today, on another day, without a time, and one that is late", () => {
    expect(trackingSentence(tracked, NOW)).toMatchObject({ key: "scheduledToday", startsAt: at(13) });
    expect(trackingSentence(tracked, NOW - 86_400_000)).toMatchObject({ key: "scheduled" });
    expect(trackingSentence({ ...tracked, visit: { startsAt: null, endsAt: null } }, NOW).key).toBe(
      "scheduledUntimed",
    );
    expect(trackingSentence(tracked, at(13) + LATE_AFTER_MS).key).toBe("scheduledToday");
    expect(trackingSentence(tracked, at(13) + LATE_AFTER_MS + 1).key).toBe("scheduledLate");
  });

  test("the estimate shrinks as time passes since its fix and never promises less than a minute", () => {
    const minutes = (nowMs: number) => {
      const sentence = trackingSentence(travelling(NOW), nowMs);
      return sentence.key === "on_routeEta" ? sentence.minutes : null;
    };
    expect(minutes(NOW)).toBe(12);
    expect(minutes(NOW + 5 * 60_000)).toBe(7);
    expect(minutes(NOW + 60 * 60_000)).toBe(1);
    expect(trackingSentence(travelling(NOW, null), NOW).key).toBe("on_route");
  });

  test("[c-19] an old position is called old", () => {
    expect(isSignalLost(travelling(NOW - SIGNAL_LOST_AFTER_MS), NOW)).toBe(false);
    expect(isSignalLost(travelling(NOW - SIGNAL_LOST_AFTER_MS - 1), NOW)).toBe(true);
    expect(isSignalLost(tracked, NOW)).toBe(false);
  });

  test("a missing position is first awaited, then explained; with one, or without a trip, nothing is said", () => {
    const blind = { ...travelling(NOW), live: { position: null, etaMinutes: null } };
    expect(mapAbsence(blind, NOW - 4.5 * 60_000)).toBe("comingMap");
    expect(mapAbsence(blind, NOW)).toBe("noPosition");
    expect(mapAbsence(travelling(NOW), NOW)).toBeNull();
    expect(mapAbsence(tracked, NOW)).toBeNull();
  });

  test("steps ahead end with the end", () => {
    expect(stepsAhead("new")).toEqual(["scheduled", "on_route", "arrived", "completed"]);
    expect(stepsAhead("repairing")).toEqual(["completed"]);
    expect(stepsAhead("completed")).toEqual([]);
    expect(stepsAhead("cancelled")).toEqual([]);
  });
});

describe("[J-47] the box takes tokens only", () => {
  const token = "aD4Zk2VPJqgtitT6KmHBwEK-YFLVw-5G";
  test.each([
    [token, token],
    [`  ${token}\n`, token],
    [`https://maydan.example/t/${token}?x=1#y`, token],
    ["TK-ABC123", null],
    ["", null],
    ["https://maydan.example/board", null],
  ])("%j -> %s", (text, expected) => {
    expect(trackingTokenIn(text)).toBe(expected);
  });
});

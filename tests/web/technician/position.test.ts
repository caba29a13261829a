/* Position sharing over a scripted phone: only while started, honest about why not, newest fix first. */
import { describe, expect, test, vi } from "vitest";
import {
  type Fix,
  fixForStep,
  noFixReasonOf,
  PositionWatch,
} from "../../../web/features/technician/positionWatch";

class ScriptedPhone {
  readonly cleared: number[] = [];
  private next = 0;
  private onFix: PositionCallback = () => undefined;
  private onError: PositionErrorCallback = () => undefined;
  once: { fix?: [number, number]; code?: number } = {};

  readonly geolocation = {
    watchPosition: (onFix: PositionCallback, onError: PositionErrorCallback) => {
      this.onFix = onFix;
      this.onError = onError;
      this.next += 1;
      return this.next;
    },
    clearWatch: (id: number) => void this.cleared.push(id),
    getCurrentPosition: (onFix: PositionCallback, onError: PositionErrorCallback) => {
      if (this.once.fix) onFix(position(...this.once.fix, 5));
      else onError({ code: this.once.code ?? 2 } as GeolocationPositionError);
    },
  } as unknown as Geolocation;

  finds(lat: number, lng: number, at: number): void {
    this.onFix(position(lat, lng, at));
  }
  fails(code: number): void {
    this.onError({ code } as GeolocationPositionError);
  }
}

function position(latitude: number, longitude: number, timestamp: number): GeolocationPosition {
  const coords = { latitude, longitude, accuracy: 12, heading: Number.NaN, speed: null };
  return { coords, timestamp } as unknown as GeolocationPosition;
}

function watching(report: (fix: Fix) => Promise<unknown> = async () => null) {
  const phone = new ScriptedPhone();
  const watch = new PositionWatch(phone.geolocation, report, () => 77);
  return { phone, watch };
}

describe("[J-25] position sharing", () => {
  test("nothing is watched before a trip and nothing after it", () => {
    const { phone, watch } = watching();
    expect(watch.state().kind).toBe("off");
    watch.start();
    expect(watch.state().kind).toBe("asking");
    phone.finds(24.7, 46.7, 1_000);
    watch.stop();
    expect(phone.cleared).toEqual([1]);
    expect(watch.state().kind).toBe("off");
    phone.finds(24.8, 46.8, 2_000);
    expect(watch.state().kind).toBe("off");
  });

  test("says when the last fix was really sent, and leaves out meaningless numbers", async () => {
    const reports: Fix[] = [];
    const { phone, watch } = watching(async (fix) => void reports.push(fix));
    watch.start();
    phone.finds(24.7, 46.7, 1_000);
    await vi.waitFor(() => expect(watch.state()).toMatchObject({ kind: "sharing", sentAt: 77 }));
    expect(reports).toEqual([{ lat: 24.7, lng: 46.7, accuracyM: 12, recordedAt: 1_000 }]);
  });

  test("while a report is on its way only the newest fix waits", async () => {
    const pending: (() => void)[] = [];
    const reports: number[] = [];
    const { phone, watch } = watching((fix) => {
      reports.push(fix.recordedAt);
      return new Promise<void>((resolve) => pending.push(resolve));
    });
    watch.start();
    phone.finds(24.7, 46.7, 1_000);
    phone.finds(24.71, 46.7, 2_000);
    phone.finds(24.72, 46.7, 3_000);
    pending[0]?.();
    await vi.waitFor(() => expect(reports).toEqual([1_000, 3_000]));
  });

  test("standing still is not reported again and again", async () => {
    const reports: number[] = [];
    const { phone, watch } = watching(async (fix) => void reports.push(fix.recordedAt));
    watch.start();
    phone.finds(24.7, 46.7, 1_000);
    await vi.waitFor(() => expect(watch.state()).toMatchObject({ sentAt: 77 }));
    phone.finds(24.7, 46.7, 3_000);
    await Promise.resolve();
    expect(reports).toEqual([1_000]);
  });

  test("[d-4] seen again after the screen was off, the watch is started anew", () => {
    const { phone, watch } = watching();
    watch.start();
    watch.restart();
    expect(phone.cleared).toEqual([1]);
    phone.finds(24.7, 46.7, 1_000);
    expect(watch.state().kind).toBe("sharing");
  });
});

describe("[J-48] no position is a reason, not a wall", () => {
  test("refused and unavailable are told apart; a slow fix does not take the last one away", () => {
    const { phone, watch } = watching();
    watch.start();
    phone.fails(1);
    expect(watch.state().kind).toBe("refused");
    phone.finds(24.7, 46.7, 1_000);
    phone.fails(3);
    expect(watch.state().kind).toBe("sharing");
    phone.fails(2);
    expect(watch.state().kind).toBe("unavailable");
    expect([1, 2, 3].map(noFixReasonOf)).toEqual(["permission_denied", "unavailable", "timeout"]);
  });

  test("a browser without positions says unavailable instead of failing", async () => {
    const watch = new PositionWatch(
      undefined,
      async () => null,
      () => 0,
    );
    watch.start();
    expect(watch.state().kind).toBe("unavailable");
    expect(await fixForStep(undefined, { kind: "off" }, 0)).toEqual({ noFixReason: "unavailable" });
  });

  test("a step carries the recent fix of the watch, else a fresh one, else the reason", async () => {
    const phone = new ScriptedPhone();
    const recent = {
      kind: "sharing",
      fix: { lat: 1, lng: 2, accuracyM: 3, recordedAt: 90_000 },
      sentAt: null,
    } as const;
    expect(await fixForStep(phone.geolocation, recent, 100_000)).toEqual({
      fix: { lat: 1, lng: 2, accuracyM: 3 },
    });
    phone.once = { fix: [24.7, 46.7] };
    expect(await fixForStep(phone.geolocation, recent, 200_000)).toEqual({
      fix: { lat: 24.7, lng: 46.7, accuracyM: 12 },
    });
    phone.once = { code: 1 };
    expect(await fixForStep(phone.geolocation, { kind: "off" }, 0)).toEqual({
      noFixReason: "permission_denied",
    });
  });
});

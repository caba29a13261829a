/** Position sharing of this page: on while `travelling`, restarted when the page is seen again, with the screen kept on. */
import { useMutation } from "convex/react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "../../../convex/_generated/api";
import { PositionWatch, type SharingState } from "./positionWatch";

/** Keeps the screen on while wanted, as far as the browser allows; without it sharing would stop with the screen. */
async function holdScreen(): Promise<WakeLockSentinel | null> {
  try {
    return "wakeLock" in navigator ? await navigator.wakeLock.request("screen") : null;
  } catch {
    // Low battery or not allowed here: sharing then pauses with the screen, which the page says.
    return null;
  }
}

export function usePositionSharing(travelling: boolean): SharingState {
  const report = useMutation(api.technicians.reportPosition);
  const reportHidden = useMutation(api.technicians.reportHidden);
  const [watch] = useState(
    () =>
      new PositionWatch(
        navigator.geolocation as Geolocation | undefined,
        ({ lat, lng, accuracyM, headingDeg, speedMps, recordedAt }) =>
          report({
            lat,
            lng,
            accuracyM,
            recordedAt,
            ...(headingDeg === undefined ? {} : { headingDeg }),
            ...(speedMps === undefined ? {} : { speedMps }),
          }),
        () => Date.now(),
      ),
  );

  useEffect(() => {
    if (!travelling) return;
    let lock: WakeLockSentinel | null = null;
    let wanted = true;
    const hold = async () => {
      const held = await holdScreen();
      if (wanted) lock = held;
      else await held?.release();
    };
    const seen = () => {
      if (document.visibilityState !== "visible") {
        // Best effort: a browser that closes the page at once says nothing, and dispatch sees the age of the last point.
        reportHidden({ hiddenSince: Date.now() }).catch(() => undefined);
        return;
      }
      watch.restart();
      void hold();
    };
    watch.start();
    void hold();
    document.addEventListener("visibilitychange", seen);
    return () => {
      wanted = false;
      document.removeEventListener("visibilitychange", seen);
      void lock?.release();
      watch.stop();
    };
  }, [travelling, watch, reportHidden]);

  return useSyncExternalStore(watch.subscribe, watch.state);
}

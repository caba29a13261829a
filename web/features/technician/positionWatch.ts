/**
 * Watches the phone's position and reports what is worth reporting. Started when a trip starts and stopped when it
 * ends, never otherwise [J-25]. Knows the Geolocation API and a report function; React is in usePositionSharing.ts.
 * Only the newest fix matters: while a report is on its way, older ones are replaced, not queued.
 */
import { isWorthStoring, type TimedPoint } from "../../../shared/geo/movement";
import type { NoFixReason, StepInput } from "../../../shared/tickets/inputs";

export interface Fix extends TimedPoint {
  readonly accuracyM: number;
  readonly headingDeg?: number;
  readonly speedMps?: number;
}

export type SharingState =
  | { readonly kind: "off" }
  /** Watching, nothing found yet (the browser may be asking for permission). */
  | { readonly kind: "asking" }
  | { readonly kind: "sharing"; readonly fix: Fix; readonly sentAt: number | null }
  | { readonly kind: "refused" }
  | { readonly kind: "unavailable" };

const PERMISSION_DENIED = 1;
const TIMEOUT = 3;
const WATCH_OPTIONS: PositionOptions = { enableHighAccuracy: true, maximumAge: 5_000, timeout: 30_000 };

/** Why there is no position, as a code the ticket's story keeps [J-48]. */
export function noFixReasonOf(errorCode: number): NoFixReason {
  if (errorCode === PERMISSION_DENIED) return "permission_denied";
  return errorCode === TIMEOUT ? "timeout" : "unavailable";
}

/** The browser's record as a fix; absent and meaningless numbers are left out. */
function toFix(position: GeolocationPosition): Fix {
  const { latitude, longitude, accuracy, heading, speed } = position.coords;
  return {
    lat: latitude,
    lng: longitude,
    accuracyM: accuracy,
    recordedAt: position.timestamp,
    ...(heading !== null && Number.isFinite(heading) ? { headingDeg: heading } : {}),
    ...(speed !== null && Number.isFinite(speed) ? { speedMps: speed } : {}),
  };
}

export class PositionWatch {
  private current: SharingState = { kind: "off" };
  private watchId: number | null = null;
  private sent: Fix | null = null;
  private reporting = false;
  private readonly listeners = new Set<() => void>();

  constructor(
    /** Undefined in browsers and pages that have none (an insecure address). */
    private readonly geolocation: Geolocation | undefined,
    private readonly report: (fix: Fix) => Promise<unknown>,
    private readonly clock: () => number,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): SharingState => this.current;

  start(): void {
    if (this.watchId !== null) return;
    if (!this.geolocation) {
      this.adopt({ kind: "unavailable" });
      return;
    }
    if (this.current.kind === "off") this.adopt({ kind: "asking" });
    this.watchId = this.geolocation.watchPosition(
      (position) => this.found(toFix(position)),
      (error) => this.failed(error.code),
      WATCH_OPTIONS,
    );
  }

  stop(): void {
    this.pause();
    this.sent = null;
    this.adopt({ kind: "off" });
  }

  /** Browsers let a watch die with the screen; call when the page is seen again. */
  restart(): void {
    if (this.current.kind === "off") return;
    this.pause();
    this.start();
  }

  private pause(): void {
    if (this.watchId !== null) this.geolocation?.clearWatch(this.watchId);
    this.watchId = null;
  }

  private found(fix: Fix): void {
    if (this.watchId === null) return;
    const sentAt = this.current.kind === "sharing" ? this.current.sentAt : null;
    this.adopt({ kind: "sharing", fix, sentAt });
    void this.flush();
  }

  private failed(code: number): void {
    if (this.watchId === null) return;
    // A fix that takes long is no reason to forget the last one; its age is on screen.
    if (code === TIMEOUT && this.current.kind === "sharing") return;
    this.adopt(code === PERMISSION_DENIED ? { kind: "refused" } : { kind: "unavailable" });
  }

  private async flush(): Promise<void> {
    if (this.reporting) return;
    this.reporting = true;
    try {
      while (this.current.kind === "sharing" && isWorthStoring(this.sent, this.current.fix)) {
        const { fix } = this.current;
        await this.report(fix);
        this.sent = fix;
        if (this.current.kind === "sharing") this.adopt({ ...this.current, sentAt: this.clock() });
      }
    } catch {
      // The server refused this fix (signed out, clock far off). The next one is tried; "sent" does not move.
    } finally {
      this.reporting = false;
    }
  }

  private adopt(state: SharingState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

const STEP_FIX_WITHIN_MS = 8_000;
const RECENT_MS = 20_000;

/** What a step says about where it happened: the watch's recent fix, a fresh one, or why there is none. */
export async function fixForStep(
  geolocation: Geolocation | undefined,
  watched: SharingState,
  now: number,
): Promise<Pick<StepInput, "fix" | "noFixReason">> {
  const plain = ({ lat, lng, accuracyM }: Fix) => ({
    fix: { lat, lng, accuracyM: Math.min(accuracyM, 100_000) },
  });
  if (watched.kind === "sharing" && now - watched.fix.recordedAt < RECENT_MS) return plain(watched.fix);
  if (!geolocation) return { noFixReason: "unavailable" };
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      (position) => resolve(plain(toFix(position))),
      (error) => resolve({ noFixReason: noFixReasonOf(error.code) }),
      { enableHighAccuracy: true, timeout: STEP_FIX_WITHIN_MS, maximumAge: 10_000 },
    );
  });
}

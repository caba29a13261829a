/*
 * One open page telling the others that it is there, and in which state. Sends a change soon, the same state again every
 * few seconds, never two at once; a page that is hidden or closed says goodbye. No React and no socket here: how it
 * speaks comes in as doors, so that a test can listen.
 */
import { BEAT_EVERY_MS, type PresencePlace, SHARE_EVERY_MS } from "../../../shared/presence/presence";
import type { Id } from "../../../convex/_generated/dataModel";

export interface PageState {
  readonly branchId: Id<"branches">;
  readonly place: PresencePlace;
  readonly looksAt: Id<"tickets"> | null;
  readonly holds: readonly Id<"tickets">[];
  readonly writesOn: Id<"tickets"> | null;
  readonly follows: Id<"presences"> | null;
}

/** What a followed page shows. `search` is the board's address as text. */
export interface PageView {
  readonly search: string;
  readonly camera: {
    readonly center: { readonly lat: number; readonly lng: number };
    readonly zoom: number;
  } | null;
  readonly pointed: { readonly kind: "ticket" | "technician"; readonly id: string } | null;
}

export interface PageDoors {
  /** Resolves to the page's public id. */
  here(state: PageState): Promise<Id<"presences">>;
  share(view: PageView): Promise<unknown>;
  /** Must work while the page is being closed. */
  leave(): void;
  /** Whether a message would go out now; nothing is queued for later. */
  connected(): boolean;
}

/** Changes made in one gesture travel together. */
const GATHER_MS = 60;

export class PresencePage {
  readonly #doors: PageDoors;
  readonly #onId: (id: Id<"presences">) => void;
  #state: PageState;
  #view: PageView = { search: "{}", camera: null, pointed: null };
  #shown = "";
  #watched = false;
  #away = true;
  #telling = false;
  #changed = false;
  #beat: ReturnType<typeof setInterval> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #sharing: ReturnType<typeof setTimeout> | undefined;

  constructor(doors: PageDoors, state: PageState, onId: (id: Id<"presences">) => void) {
    this.#doors = doors;
    this.#state = state;
    this.#onId = onId;
  }

  /** The page is seen. Called again after it was hidden. */
  arrive(): void {
    if (!this.#away) return;
    this.#away = false;
    this.#beat = setInterval(() => void this.#tell(), BEAT_EVERY_MS);
    void this.#tell();
  }

  /** The page is hidden or closed. */
  depart(): void {
    if (this.#away) return;
    this.#away = true;
    clearInterval(this.#beat);
    clearTimeout(this.#soon);
    clearTimeout(this.#sharing);
    this.#soon = undefined;
    this.#sharing = undefined;
    this.#doors.leave();
  }

  set(change: Partial<PageState>): void {
    const next = { ...this.#state, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    this.#state = next;
    if (this.#away) return;
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      void this.#tell();
    }, GATHER_MS);
  }

  /** Somebody follows this page, or nobody does any more. */
  setWatched(watched: boolean): void {
    if (this.#watched === watched) return;
    this.#watched = watched;
    this.#shown = "";
    if (watched) this.#shareSoon();
  }

  show(change: Partial<PageView>): void {
    this.#view = { ...this.#view, ...change };
    if (this.#watched) this.#shareSoon();
  }

  async #tell(): Promise<void> {
    if (this.#telling) {
      this.#changed = true;
      return;
    }
    if (this.#away || !this.#doors.connected()) return;
    this.#telling = true;
    this.#changed = false;
    try {
      this.#onId(await this.#doors.here(this.#state));
    } catch {
      // Advice for others only: the next beat says it again, and a page that may not say it is simply not seen.
    }
    this.#telling = false;
    // A page that was closed while its word was under way takes it back.
    if (this.#away) this.#doors.leave();
    else if (this.#changed) await this.#tell();
  }

  #shareSoon(): void {
    this.#sharing ??= setTimeout(() => {
      this.#sharing = undefined;
      void this.#share();
    }, SHARE_EVERY_MS);
  }

  async #share(): Promise<void> {
    const text = JSON.stringify(this.#view);
    if (this.#away || !this.#watched || text === this.#shown || !this.#doors.connected()) return;
    this.#shown = text;
    try {
      await this.#doors.share(this.#view);
    } catch {
      // The follower keeps the last view; the next change is sent whole.
      this.#shown = "";
    }
  }
}

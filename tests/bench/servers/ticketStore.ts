/**
 * The hand-written servers' storage: SQLite with a write-ahead log, every commit synced to disk, statements prepared
 * once. Nobody is answered before his write is on disk. Writes that arrive in the same turn of the event loop share one
 * commit; or each has a commit of its own, as most such servers are written.
 */
import Database from "libsql";

export interface Move {
  ticketId: string;
  lane: number;
  startsAt: number;
  seq: number;
  expectedVersion: number;
}

export interface TicketRow {
  id: string;
  title: string;
  startsAt: number;
  seq: number;
  version: number;
}

export type MoveResult = { ok: true; ticket: TicketRow; lane: number } | { ok: false; error: string };

export interface PositionRow {
  technician: number;
  latitude: number;
  longitude: number;
  seq: number;
}

export type Commits = "shared" | "each";

/** A write that waits for the commit it shares; `done` is called after it. */
interface Waiting {
  apply: () => () => void;
}

export class TicketStore {
  readonly #db: Database.Database;
  readonly #select: Database.Statement;
  readonly #update: Database.Statement;
  readonly #insertEvent: Database.Statement;
  readonly #lane: Database.Statement;
  readonly #setPosition: Database.Statement;
  readonly #positions: Database.Statement;
  #waiting: Waiting[] = [];

  constructor(
    file: string,
    private readonly commits: Commits,
  ) {
    this.#db = new Database(file);
    this.#db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    this.#db.exec(`
      CREATE TABLE tickets (id TEXT PRIMARY KEY, lane INTEGER NOT NULL, title TEXT NOT NULL,
        startsAt REAL NOT NULL, seq INTEGER NOT NULL, version INTEGER NOT NULL) WITHOUT ROWID;
      CREATE INDEX tickets_by_lane ON tickets (lane);
      CREATE TABLE events (id INTEGER PRIMARY KEY, ticketId TEXT NOT NULL, fromLane INTEGER NOT NULL,
        toLane INTEGER NOT NULL, at REAL NOT NULL);
      CREATE INDEX events_by_ticket ON events (ticketId);
      CREATE TABLE positions (technician INTEGER PRIMARY KEY, latitude REAL NOT NULL, longitude REAL NOT NULL,
        seq INTEGER NOT NULL);`);
    this.#setPosition = this.#db.prepare("INSERT OR REPLACE INTO positions VALUES (?, ?, ?, ?)");
    this.#positions = this.#db.prepare("SELECT technician, latitude, longitude, seq FROM positions");
    this.#select = this.#db.prepare("SELECT id, lane, title, version FROM tickets WHERE id = ?");
    this.#update = this.#db.prepare(
      "UPDATE tickets SET lane = ?, startsAt = ?, seq = ?, version = ? WHERE id = ?",
    );
    this.#insertEvent = this.#db.prepare(
      "INSERT INTO events (ticketId, fromLane, toLane, at) VALUES (?, ?, ?, ?)",
    );
    this.#lane = this.#db.prepare(
      "SELECT id, title, startsAt, seq, version FROM tickets WHERE lane = ? LIMIT ?",
    );
  }

  seed(perLane: readonly number[]): string[][] {
    const insert = this.#db.prepare("INSERT INTO tickets VALUES (?, ?, ?, 0, 0, 0)");
    return perLane.map((count, lane) =>
      Array.from({ length: count }, (_, index) => {
        const id = `ticket-${lane}-${index}`;
        insert.run(id, lane, `Ticket ${index} of lane ${lane}: the kitchen tap drips`);
        return id;
      }),
    );
  }

  lane(lane: number, limit = 50): TicketRow[] {
    return this.#lane.all(lane, limit) as TicketRow[];
  }

  ticket(id: string): unknown {
    return this.#select.get(id) ?? null;
  }

  positions(): PositionRow[] {
    return this.#positions.all() as PositionRow[];
  }

  /** Resolves after the commit that holds the move is on disk. */
  move(move: Move): Promise<MoveResult> {
    return this.#write(() => this.#apply(move));
  }

  /** As `move`. */
  report({ technician, latitude, longitude, seq }: PositionRow): Promise<void> {
    return this.#write(() => {
      this.#setPosition.run(technician, latitude, longitude, seq);
    });
  }

  #write<T>(work: () => T): Promise<T> {
    if (this.commits === "each") return Promise.resolve(this.#committed(work));
    return new Promise((resolve) => {
      this.#waiting.push({
        apply: () => {
          const result = work();
          return () => resolve(result);
        },
      });
      if (this.#waiting.length === 1) setImmediate(() => this.#commitWaiting());
    });
  }

  #commitWaiting(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    const settle = this.#committed(() => batch.map(({ apply }) => apply()));
    for (const done of settle) done();
  }

  #committed<T>(work: () => T): T {
    this.#db.exec("BEGIN IMMEDIATE");
    const result = work();
    this.#db.exec("COMMIT");
    return result;
  }

  // Checks come before the first write, so a refused move leaves nothing to undo in a shared commit.
  #apply(move: Move): MoveResult {
    const row = this.#select.get(move.ticketId) as
      | { id: string; lane: number; title: string; version: number }
      | undefined;
    if (!row) return { ok: false, error: "missing" };
    if (row.version !== move.expectedVersion) return { ok: false, error: "stale" };
    const version = row.version + 1;
    this.#update.run(move.lane, move.startsAt, move.seq, version, row.id);
    this.#insertEvent.run(row.id, row.lane, move.lane, Date.now());
    const { id, title } = row;
    return {
      ok: true,
      lane: move.lane,
      ticket: { id, title, startsAt: move.startsAt, seq: move.seq, version },
    };
  }
}

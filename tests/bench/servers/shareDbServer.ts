/**
 * ShareDB, a sync server from the npm registry, with the durability of the others: its operations and snapshots go to
 * SQLite, those of one turn of the event loop in one commit, and none is confirmed before it. A process of its own.
 */
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { Duplex } from "node:stream";
import Database from "libsql";
import { type WebSocket, WebSocketServer } from "ws";
import { serveAndReport } from "./serveAndReport";

type Callback = (error: unknown, result?: unknown) => void;

interface Snapshot {
  id: string;
  v: number;
  type: string | null;
  data: unknown;
  m: null;
}

/** The part of the package that is used; it has no types. */
interface ShareDb {
  new (options: {
    db: object;
  }): {
    listen(stream: Duplex): void;
  };
  DB: new () => object;
}

const ShareDB = createRequire(import.meta.url)("sharedb") as ShareDb;
const JSON0 = "http://sharejs.org/types/JSONv0";

class DurableDb extends ShareDB.DB {
  readonly #db: Database.Database;
  readonly #insertOp: Database.Statement;
  readonly #setSnapshot: Database.Statement;
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #ops = new Map<string, unknown[]>();
  #waiting: { id: string; op: unknown; snapshot: Snapshot; callback: Callback }[] = [];

  constructor(file: string) {
    super();
    this.#db = new Database(file);
    this.#db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
    this.#db.exec(`CREATE TABLE ops (id TEXT, v INTEGER, op TEXT NOT NULL, PRIMARY KEY (id, v)) WITHOUT ROWID;
      CREATE TABLE snapshots (id TEXT PRIMARY KEY, v INTEGER NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;`);
    this.#insertOp = this.#db.prepare("INSERT INTO ops VALUES (?, ?, ?)");
    this.#setSnapshot = this.#db.prepare("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)");
  }

  /** A document of version one. */
  create(id: string, data: unknown): void {
    this.#snapshots.set(id, { id, v: 1, type: JSON0, data, m: null });
    this.#ops.set(id, [{ create: { type: JSON0, data }, v: 0 }]);
    this.#setSnapshot.run(id, 1, JSON.stringify(data));
  }

  commit(
    _collection: string,
    id: string,
    op: unknown,
    snapshot: Snapshot,
    _options: unknown,
    done: Callback,
  ): void {
    this.#waiting.push({ id, op, snapshot, callback: done });
    if (this.#waiting.length === 1) setImmediate(() => this.#commitWaiting());
  }

  getSnapshot(_collection: string, id: string, _fields: unknown, _options: unknown, done: Callback): void {
    const known = this.#snapshots.get(id) ?? { id, v: 0, type: null, data: undefined, m: null };
    const { data } = known;
    process.nextTick(done, null, { ...known, data: data === undefined ? data : structuredClone(data) });
  }

  getOps(
    _collection: string,
    id: string,
    from: number | null,
    to: number | null,
    _options: unknown,
    done: Callback,
  ): void {
    const ops = this.#ops.get(id) ?? [];
    process.nextTick(done, null, structuredClone(ops.slice(from ?? 0, to ?? ops.length)));
  }

  #commitWaiting(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#db.exec("BEGIN IMMEDIATE");
    const accepted = batch.map(({ id, op, snapshot }) => {
      const version = this.#snapshots.get(id)?.v ?? 0;
      if (snapshot.v !== version + 1) return false;
      this.#insertOp.run(id, version, JSON.stringify(op));
      this.#setSnapshot.run(id, snapshot.v, JSON.stringify(snapshot.data));
      this.#ops.get(id)?.push(structuredClone(op));
      this.#snapshots.set(id, {
        id,
        v: snapshot.v,
        type: snapshot.type,
        data: structuredClone(snapshot.data),
        m: null,
      });
      return true;
    });
    this.#db.exec("COMMIT");
    for (const [index, { callback }] of batch.entries()) callback(null, accepted[index]);
  }
}

function streamOf(socket: WebSocket): Duplex {
  const stream = new Duplex({
    objectMode: true,
    read: () => undefined,
    write: (message: unknown, _encoding, next) => {
      socket.send(JSON.stringify(message));
      next();
    },
  });
  socket.on("message", (data: Buffer) => stream.push(JSON.parse(data.toString())));
  socket.on("close", () => {
    stream.push(null);
    stream.end();
    stream.destroy();
  });
  return stream;
}

const db = new DurableDb(process.argv[2] ?? ":memory:");
const perLane = JSON.parse(process.argv[3] ?? "[]") as number[];
const lanes = perLane.map((count, lane) =>
  Array.from({ length: count }, (_, index) => {
    const id = `ticket-${lane}-${index}`;
    const title = `Ticket ${index} of lane ${lane}: the kitchen tap drips`;
    db.create(id, { lane, title, startsAt: 0, seq: 0, version: 0 });
    return id;
  }),
);
for (let technician = 0; technician < 500; technician += 1)
  db.create(`technician-${technician}`, { technician, latitude: 0, longitude: 0, seq: 0 });

const backend = new ShareDB({ db });
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (socket) => backend.listen(streamOf(socket)));

serveAndReport(server, lanes);

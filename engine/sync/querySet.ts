/**
 * The queries one socket subscribes to, and what its client has been told of each.
 * Owns the client's query ids and which of them have news. Does not hold: runs and their sharing (`subscriptions/`),
 * versions (`socketSession.ts`).
 */
import type { CallerKey, QueryCache, QueryResult, Subscription } from "../subscriptions/queryCache";
import { mayReach } from "./callers";
import type { ModifyQuerySetMessage } from "./protocol";

interface SocketQuery {
  readonly queryId: number;
  readonly subscription: Subscription;
  /** What the client was last told; null before its first result. */
  told: QueryResult | null;
}

export class QuerySet {
  readonly #cache: QueryCache;
  readonly #onStale: () => void;
  readonly #queries = new Map<number, SocketQuery>();
  readonly #stale = new Set<SocketQuery>();
  readonly #removed = new Set<number>();

  /** @param onStale called synchronously whenever a result may have changed. */
  constructor(cache: QueryCache, onStale: () => void) {
    this.#cache = cache;
    this.#onStale = onStale;
  }

  get hasNews(): boolean {
    return this.#stale.size > 0 || this.#removed.size > 0;
  }

  get hasStale(): boolean {
    return this.#stale.size > 0;
  }

  /** Applies the changes in order. Returns what is wrong with them, if anything; the set is then of no use any more. */
  modify(changes: ModifyQuerySetMessage["modifications"], caller: CallerKey): string | null {
    for (const change of changes) {
      const known = this.#queries.get(change.queryId);
      if (change.type === "Remove") {
        if (known !== undefined) this.#remove(known);
        continue;
      }
      if (known !== undefined) return `Query ${change.queryId} is already in the query set`;
      if (!mayReach(caller.caller, change.componentPath)) {
        return "Only admins may call functions of a component";
      }
      this.#add(change, caller);
    }
    return null;
  }

  /** Another identity: every query may have another result now. */
  changeCaller(caller: CallerKey): void {
    for (const query of this.#queries.values()) {
      query.subscription.changeCaller(caller);
      this.#stale.add(query);
    }
  }

  /** Subscriptions that `takeModifications` will read. */
  staleSubscriptions(): Subscription[] {
    return [...this.#stale].map(({ subscription }) => subscription);
  }

  /** What the client does not know yet, as members of a transition's `modifications`, joined by commas. */
  takeModifications(): string {
    const pieces: string[] = [];
    for (const queryId of this.#removed) pieces.push(`{"type":"QueryRemoved","queryId":${queryId}}`);
    this.#removed.clear();
    for (const query of this.#stale) {
      const result = query.subscription.read();
      const { told } = query;
      query.told = result;
      if (told?.equals(result) !== true) pieces.push(result.modification(query.queryId));
    }
    this.#stale.clear();
    // A lone piece is passed on as it is: being the very same string for all sockets makes the rest cheap.
    return pieces.length === 1 ? (pieces[0] ?? "") : pieces.join(",");
  }

  close(): void {
    for (const query of this.#queries.values()) query.subscription.close();
    this.#queries.clear();
    this.#stale.clear();
  }

  #add(
    change: Extract<ModifyQuerySetMessage["modifications"][number], { type: "Add" }>,
    caller: CallerKey,
  ): void {
    const { queryId } = change;
    const request = { path: change.udfPath, args: change.args, component: change.componentPath ?? "" };
    const subscription = this.#cache.subscribe(request, caller, change.journal ?? null, () => {
      this.#stale.add(query);
      this.#onStale();
    });
    const query: SocketQuery = { queryId, subscription, told: null };
    this.#queries.set(queryId, query);
    this.#stale.add(query);
    this.#removed.delete(queryId);
  }

  #remove(query: SocketQuery): void {
    query.subscription.close();
    this.#queries.delete(query.queryId);
    this.#stale.delete(query);
    this.#removed.add(query.queryId);
  }
}

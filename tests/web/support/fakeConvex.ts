/*
 * A deployment in a test's hand: queries answer from handlers, mutations wait until the test settles them, and
 * optimistic updates are layered over the answers and taken away again exactly as the real client does.
 */
import type { ConvexReactClient } from "convex/react";
import { getFunctionName, type FunctionReference } from "convex/server";
import { convexToJson } from "convex/values";
import { act } from "@testing-library/react";

type Args = Record<string, never>;
type Handler = (args: never) => unknown;

interface Query {
  readonly name: string;
  readonly args: Args;
  value: unknown;
}

/** A mutation or an action that waits for its answer. */
export interface PendingMutation {
  readonly name: string;
  readonly args: Record<string, unknown>;
  resolve(value: unknown): Promise<void>;
  reject(error: unknown): Promise<void>;
}

interface Layer {
  readonly update: (store: unknown, args: unknown) => void;
  readonly args: unknown;
}

export class FakeConvex {
  readonly mutations: PendingMutation[] = [];
  readonly actions: PendingMutation[] = [];
  connected = true;
  /** Mutations the client says are on their way; those that wait for the test do not count by themselves. */
  underWay = 0;
  private readonly handlers = new Map<string, Handler>();
  private readonly watched = new Map<string, Query>();
  private readonly listeners = new Set<() => void>();
  private readonly open: string[] = [];
  private layers: Layer[] = [];
  private shown = new Map<string, unknown>();

  /** Answers a query; call again with other rows to push a change. */
  answer<Q extends FunctionReference<"query">>(
    query: Q,
    handler: (args: Q["_args"]) => Q["_returnType"],
  ): void {
    this.handlers.set(getFunctionName(query), handler as Handler);
    for (const watched of this.watched.values()) this.run(watched);
    this.redraw();
  }

  /** How many subscriptions to a query are open. */
  watching(query: FunctionReference<"query">): number {
    return this.open.filter((name) => name === getFunctionName(query)).length;
  }

  /** The client as hooks want it. */
  get client(): ConvexReactClient {
    return this as unknown as ConvexReactClient;
  }

  watchQuery(query: FunctionReference<"query">, args: Args = {}) {
    const name = getFunctionName(query);
    const key = this.keyOf(name, args);
    // What failed is run again for whoever asks anew.
    if (this.watched.get(key)?.value instanceof Error) this.watched.delete(key);
    if (!this.watched.has(key)) {
      const watched: Query = { name, args, value: undefined };
      this.run(watched);
      this.watched.set(key, watched);
      this.recompute();
    }
    return {
      onUpdate: (listener: () => void) => {
        // One listener may follow several queries; each of its subscriptions counts.
        const own = () => listener();
        this.listeners.add(own);
        this.open.push(name);
        return () => {
          if (this.listeners.delete(own)) this.open.splice(this.open.indexOf(name), 1);
        };
      },
      localQueryResult: () => {
        const value = this.shown.get(key);
        if (value instanceof Error) throw value;
        return value;
      },
      journal: () => undefined,
    };
  }

  /** One answer, as soon as there is one. */
  query(query: FunctionReference<"query">, args: Args = {}): Promise<unknown> {
    const watch = this.watchQuery(query, args);
    return new Promise((resolve, reject) => {
      const settle = (): boolean => {
        try {
          const value = watch.localQueryResult();
          if (value === undefined) return false;
          resolve(value);
        } catch (error) {
          reject(error);
        }
        return true;
      };
      if (settle()) return;
      const leave = watch.onUpdate(() => {
        if (settle()) leave();
      });
    });
  }

  mutation(
    mutation: FunctionReference<"mutation">,
    args: Record<string, unknown> = {},
    options: { optimisticUpdate?: (store: never, args: never) => void } = {},
  ): Promise<unknown> {
    const update = options.optimisticUpdate as Layer["update"] | undefined;
    const layer: Layer | undefined = update && { update, args };
    if (layer) {
      this.layers.push(layer);
      this.redraw();
    }
    return new Promise((resolve, reject) => {
      const settle = async (finish: () => void) => {
        await act(async () => {
          this.layers = this.layers.filter((one) => one !== layer);
          this.redraw();
          finish();
          await Promise.resolve();
        });
      };
      this.mutations.push({
        name: getFunctionName(mutation),
        args,
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      });
    });
  }

  action(action: FunctionReference<"action">, args: Record<string, unknown> = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = async (finish: () => void) => {
        await act(async () => {
          finish();
          await Promise.resolve();
        });
      };
      this.actions.push({
        name: getFunctionName(action),
        args,
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      });
    });
  }

  /** Loses or regains the connection. */
  async setConnected(connected: boolean): Promise<void> {
    await act(async () => {
      this.connected = connected;
      this.redraw();
      await Promise.resolve();
    });
  }

  connectionState() {
    return {
      hasInflightRequests: this.mutations.length > 0,
      isWebSocketConnected: this.connected,
      hasEverConnected: true,
      timeOfOldestInflightRequest: null,
      connectionCount: 1,
      connectionRetries: 0,
      inflightMutations: this.underWay,
      inflightActions: 0,
    };
  }

  subscribeToConnectionState(listener: () => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private keyOf(name: string, args: Args): string {
    const { paginationOpts, ...rest } = args as Record<string, unknown>;
    return `${name} ${JSON.stringify(convexToJson(rest as never))} ${JSON.stringify(paginationOpts ?? null)}`;
  }

  private run(watched: Query): void {
    const handler = this.handlers.get(watched.name);
    if (!handler) return;
    try {
      watched.value = handler(watched.args as never);
    } catch (error) {
      watched.value = error;
    }
  }

  /** The answers with every unsettled optimistic update drawn over them, oldest first. */
  private recompute(): void {
    const shown = new Map([...this.watched].map(([key, query]) => [key, query.value]));
    const entries = () => [...this.watched.entries()];
    const store = {
      getQuery: (query: FunctionReference<"query">, args: Args = {}) =>
        shown.get(this.keyOf(getFunctionName(query), args)),
      getAllQueries: (query: FunctionReference<"query">) =>
        entries()
          .filter(([, one]) => one.name === getFunctionName(query))
          .map(([key, one]) => ({ args: one.args, value: shown.get(key) })),
      setQuery: (query: FunctionReference<"query">, args: Args, value: unknown) => {
        shown.set(this.keyOf(getFunctionName(query), args), value);
      },
    };
    for (const layer of this.layers) layer.update(store, layer.args);
    this.shown = shown;
  }

  private redraw(): void {
    this.recompute();
    for (const listener of [...this.listeners]) listener();
  }
}

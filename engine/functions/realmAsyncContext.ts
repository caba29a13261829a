/**
 * `AsyncLocalStorage` and `AsyncResource` for transaction realms, where bundles look for `node:async_hooks`. Node's own
 * do the work, so that a store follows every `await`; the realm gets classes of its own around them. Node's hooks on
 * promises are costly and must not outlive the step: the host turns them off after it.
 * `installRealmAsyncContext` is injected as text, so it must be self-contained.
 */
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";

interface Storage {
  getStore(): unknown;
  run<T>(store: unknown, callback: () => T): T;
  exit<T>(callback: () => T): T;
  enterWith(store: unknown): void;
  disable(): void;
}

interface Resource {
  runInAsyncScope<T>(callback: () => T): T;
  asyncId(): number;
  triggerAsyncId(): number;
}

export interface AsyncContextHost {
  storage(): Storage;
  resource(type: string): Resource;
}

/** The storages of one realm. */
export class RealmStorages implements AsyncContextHost {
  readonly #storages: AsyncLocalStorage<unknown>[] = [];

  storage(): Storage {
    const storage = new AsyncLocalStorage<unknown>();
    this.#storages.push(storage);
    return storage;
  }

  resource(type: string): Resource {
    return new AsyncResource(type);
  }

  /** What a call entered without leaving is not there for the next one. */
  endStep(): void {
    for (const storage of this.#storages) {
      storage.enterWith(undefined);
      storage.disable();
    }
  }
}

export function installRealmAsyncContext(host: AsyncContextHost): void {
  type Callback = (...args: unknown[]) => unknown;

  class RealmAsyncResource {
    readonly #inner: Resource;

    constructor(type: string) {
      this.#inner = host.resource(type);
    }
    runInAsyncScope(callback: Callback, thisArg?: unknown, ...args: unknown[]): unknown {
      return this.#inner.runInAsyncScope(() => callback.apply(thisArg, args));
    }
    bind(callback: Callback): Callback {
      return (...args) => this.#inner.runInAsyncScope(() => callback(...args));
    }
    emitDestroy(): this {
      return this;
    }
    asyncId(): number {
      return this.#inner.asyncId();
    }
    triggerAsyncId(): number {
      return this.#inner.triggerAsyncId();
    }
    static bind(callback: Callback, type = "bound-anonymous-fn"): Callback {
      return new RealmAsyncResource(type).bind(callback);
    }
  }

  class RealmAsyncLocalStorage {
    readonly #inner = host.storage();

    getStore(): unknown {
      return this.#inner.getStore();
    }
    run(store: unknown, callback: Callback, ...args: unknown[]): unknown {
      return this.#inner.run(store, () => callback(...args));
    }
    exit(callback: Callback, ...args: unknown[]): unknown {
      return this.#inner.exit(() => callback(...args));
    }
    enterWith(store: unknown): void {
      this.#inner.enterWith(store);
    }
    disable(): void {
      this.#inner.disable();
    }
    static bind(callback: Callback): Callback {
      return RealmAsyncResource.bind(callback);
    }
    static snapshot(): Callback {
      const resource = new RealmAsyncResource("snapshot");
      return (callback, ...args) => resource.runInAsyncScope(callback as Callback, undefined, ...args);
    }
  }

  const named = { AsyncLocalStorage: RealmAsyncLocalStorage, AsyncResource: RealmAsyncResource };
  for (const [name, value] of Object.entries(named)) {
    Object.defineProperty(value, "name", { value: name });
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

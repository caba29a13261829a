/** The transaction realms of one application, made on demand per component and nesting depth. */
import type { ComponentPath } from "../values/json";
import type { Application, ComponentCode } from "./application";
import { type RealmFrame, TransactionRealm } from "./transactionRealm";

export class RealmPool {
  readonly #application: Application;
  readonly #importFrame: (component: ComponentPath) => Partial<RealmFrame>;
  readonly #realms = new Map<string, TransactionRealm>();

  constructor(application: Application, importFrame: (component: ComponentPath) => Partial<RealmFrame>) {
    this.#application = application;
    this.#importFrame = importFrame;
  }

  realm(component: ComponentCode, depth: number): TransactionRealm {
    const key = `${depth}:${component.path}`;
    let realm = this.#realms.get(key);
    if (realm === undefined || realm.isSpent) {
      realm?.abandon();
      realm = new TransactionRealm(
        component,
        this.#application.importPhase,
        this.#importFrame(component.path),
      );
      this.#realms.set(key, realm);
    }
    return realm;
  }

  /** After a time-out: leftovers of the killed step must not run in a later one. */
  discardAll(): void {
    for (const realm of this.#realms.values()) realm.abandon();
    this.#realms.clear();
  }
}

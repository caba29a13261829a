/** Realms of one component's code, lent to actions one at a time. */
import { ActionRealm, type ActionRealmOptions } from "./actionRealm";
import type { ActionScope } from "./actionSyscalls";

/** Idle realms kept per component. */
const maxIdle = 8;

export class ActionRealmPool {
  readonly #options: ActionRealmOptions;
  readonly #idle: ActionRealm[] = [];

  constructor(options: ActionRealmOptions) {
    this.#options = options;
  }

  /** Lends a realm; call `giveBack` exactly once, when the action and everything it streams has ended. */
  lend(scope: ActionScope): { realm: ActionRealm; giveBack: () => void } {
    const realm = this.#idle.pop() ?? new ActionRealm(this.#options);
    realm.lease(scope);
    const giveBack = () => {
      if (realm.release() && this.#idle.length < maxIdle) this.#idle.push(realm);
    };
    return { realm, giveBack };
  }
}

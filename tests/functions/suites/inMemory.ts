/** Suites on convex-test, in a world of their own. */
import { afterAll, beforeAll, describe } from "vitest";
import { createWorld, type World } from "../../support/world";
import { startMemory } from "../../support/world/memoryDriver";
import type { Suite } from "./all";

export function inMemory(suites: readonly Suite[]): void {
  describe("on convex-test", () => {
    let world: World | undefined;
    beforeAll(async () => {
      world = await createWorld(await startMemory());
    });
    afterAll(async () => {
      await world?.driver.stop();
    });
    const opened = () => {
      if (!world) throw new Error("the world was not made");
      return world;
    };
    for (const suite of suites) suite(opened);
  });
}

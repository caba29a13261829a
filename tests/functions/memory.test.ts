/** Every functions suite on convex-test. */
import { afterAll, beforeAll, describe } from "vitest";
import { createWorld, type World } from "../support/world";
import { startMemory } from "../support/world/memoryDriver";
import { allSuites } from "./suites/all";

describe("on convex-test", () => {
  let world: World | undefined;
  beforeAll(async () => {
    world = await createWorld(await startMemory());
  });
  afterAll(async () => {
    await world?.driver.stop();
  });
  allSuites(() => {
    if (!world) throw new Error("the world was not made");
    return world;
  });
});

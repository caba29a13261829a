/** Every functions suite on our engine. Two independent runtimes agreeing is the proof of compatibility. */
import { afterAll, beforeAll, describe } from "vitest";
import { createWorld, type World } from "../support/world";
import { startOnEngine } from "../support/world/engineDriver";
import { allSuites } from "./suites/all";

describe("on the engine", () => {
  let world: World | undefined;
  beforeAll(async () => {
    world = await createWorld(await startOnEngine());
  });
  afterAll(async () => {
    await world?.driver.stop();
  });
  allSuites(() => {
    if (!world) throw new Error("the world was not made");
    return world;
  });
});

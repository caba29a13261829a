/** Every functions suite on our engine. Two independent runtimes agreeing is the proof of compatibility. */
import { afterAll, beforeAll, describe } from "vitest";
import { createWorld, type World } from "../support/world";
import { startOnEngine } from "../support/world/engineDriver";
import type { LiveDriver } from "../support/world/driver";
import { allSuites } from "./suites/all";
import { hundredSuite } from "./suites/hundred";
import { liveSuite } from "./suites/live";

describe("on the engine", () => {
  let world: World | undefined;
  let driver: LiveDriver | undefined;
  beforeAll(async () => {
    driver = await startOnEngine();
    world = await createWorld(driver);
  });
  afterAll(async () => {
    await driver?.stop();
  });
  const opened = () => {
    if (!world || !driver) throw new Error("the world was not made");
    return { world, driver };
  };
  allSuites(() => opened().world);
  liveSuite(opened);
  hundredSuite(() => opened().world);
});

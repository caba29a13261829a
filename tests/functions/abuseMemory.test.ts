/** The abuse tests on convex-test: every function, every role, every argument. */
import { afterAll, beforeAll, describe } from "vitest";
import { createWorld } from "../support/world";
import { startMemory } from "../support/world/memoryDriver";
import { abuseSuite } from "./abuse/abuseSuite";
import { setUpTwoCompanies, type TwoCompanies } from "./abuse/twoCompanies";

describe("on convex-test", () => {
  let two: TwoCompanies | undefined;
  beforeAll(async () => {
    two = await setUpTwoCompanies(await createWorld(await startMemory()));
  });
  afterAll(async () => {
    await two?.world.driver.stop();
  });
  abuseSuite(
    () => {
      if (!two) throw new Error("the companies were not made");
      return two;
    },
    { thorough: true },
  );
});

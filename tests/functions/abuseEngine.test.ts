/** The abuse tests on our engine, with the attackers that differ most: it must refuse in the same words. */
import { afterAll, beforeAll, describe } from "vitest";
import { createWorld } from "../support/world";
import { startOnEngine } from "../support/world/engineDriver";
import { abuseSuite } from "./abuse/abuseSuite";
import { setUpTwoCompanies, type TwoCompanies } from "./abuse/twoCompanies";

describe("on the engine", () => {
  let two: TwoCompanies | undefined;
  beforeAll(async () => {
    two = await setUpTwoCompanies(await createWorld(await startOnEngine()));
  });
  afterAll(async () => {
    await two?.world.driver.stop();
  });
  abuseSuite(
    () => {
      if (!two) throw new Error("the companies were not made");
      return two;
    },
    { thorough: false },
  );
});

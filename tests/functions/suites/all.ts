/** The list of suites; each file of tests/functions runs all of them on one driver. */
import type { World } from "../../support/world";
import { placementSuite } from "./placement";

export function allSuites(world: () => World): void {
  placementSuite(world);
}

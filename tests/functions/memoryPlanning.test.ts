/** The suites of people, planning and the way to the customer on convex-test. */
import { suiteParts } from "./suites/all";
import { inMemory } from "./suites/inMemory";

inMemory(suiteParts.planning);

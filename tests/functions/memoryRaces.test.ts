/** Races on convex-test, and what they left folded. */
import { suiteParts } from "./suites/all";
import { inMemory } from "./suites/inMemory";

inMemory(suiteParts.last);

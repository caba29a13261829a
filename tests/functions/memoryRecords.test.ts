/** The suites of records, the board and promises on convex-test. */
import { suiteParts } from "./suites/all";
import { inMemory } from "./suites/inMemory";

inMemory(suiteParts.records);

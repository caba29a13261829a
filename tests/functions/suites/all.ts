/**
 * The list of suites. The engine runs all of them in one world; convex-test, which looks at every row of a table for every
 * question, in three (memory*.test.ts).
 */
import type { World } from "../../support/world";
import { accessSuite } from "./access";
import { accountSuite } from "./account";
import { assignmentSuite } from "./assignment";
import { boardSuite } from "./board";
import { branchesSuite } from "./branches";
import { boardActionsSuite } from "./boardActions";
import { boardViewsSuite } from "./boardViews";
import { catalogueSuite } from "./catalogue";
import { clockChangeSuite } from "./clockChange";
import { fieldSuite } from "./field";
import { filesSuite } from "./files";
import { importsSuite } from "./imports";
import { intakeSuite } from "./intake";
import { peopleSuite } from "./people";
import { jobsSuite } from "./jobs";
import { placementSuite } from "./placement";
import { remediesSuite } from "./remedies";
import { plansSuite } from "./plans";
import { presenceSuite } from "./presence";
import { promisesSuite } from "./promises";
import { recordsSuite } from "./records";
import { racesSuite } from "./races";
import { replaySuite } from "./replay";
import { sessionSuite } from "./session";
import { stepsSuite } from "./steps";
import { trackingSuite } from "./tracking";
import { trailsSuite } from "./trails";
import { wordsSuite } from "./words";

export type Suite = (world: () => World) => void;

/** Who may do what, planning and the way to the customer. */
const planning: readonly Suite[] = [
  sessionSuite,
  accessSuite,
  peopleSuite,
  accountSuite,
  placementSuite,
  clockChangeSuite,
  plansSuite,
  remediesSuite,
  stepsSuite,
  assignmentSuite,
  jobsSuite,
  trackingSuite,
  fieldSuite,
  presenceSuite,
  trailsSuite,
];

/** What is kept, the board, promises. */
const records: readonly Suite[] = [
  importsSuite,
  filesSuite,
  recordsSuite,
  intakeSuite,
  catalogueSuite,
  boardSuite,
  boardActionsSuite,
  boardViewsSuite,
  promisesSuite,
  wordsSuite,
  branchesSuite,
];

/** Last: races leave more tickets behind than all others, and replay folds what everybody left. */
const last: readonly Suite[] = [racesSuite, replaySuite];

/** All suites, in parts that stand on their own. */
export const suiteParts = { planning: [...planning, replaySuite], records: [...records, replaySuite], last };

export function allSuites(world: () => World): void {
  for (const suite of [...planning, ...records, ...last]) suite(world);
}

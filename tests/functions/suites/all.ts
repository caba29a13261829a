/** The list of suites; each file of tests/functions runs all of them on one driver. */
import type { World } from "../../support/world";
import { accessSuite } from "./access";
import { accountSuite } from "./account";
import { assignmentSuite } from "./assignment";
import { boardSuite } from "./board";
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

export function allSuites(world: () => World): void {
  sessionSuite(world);
  accessSuite(world);
  peopleSuite(world);
  accountSuite(world);
  placementSuite(world);
  clockChangeSuite(world);
  plansSuite(world);
  remediesSuite(world);
  stepsSuite(world);
  assignmentSuite(world);
  jobsSuite(world);
  trackingSuite(world);
  fieldSuite(world);
  presenceSuite(world);
  trailsSuite(world);
  importsSuite(world);
  filesSuite(world);
  recordsSuite(world);
  intakeSuite(world);
  catalogueSuite(world);
  boardSuite(world);
  boardActionsSuite(world);
  boardViewsSuite(world);
  promisesSuite(world);
  wordsSuite(world);
  // Late: it leaves more tickets behind than all the others, and they would be in the way of each.
  racesSuite(world);
  // Last: it folds what all the others left behind.
  replaySuite(world);
}

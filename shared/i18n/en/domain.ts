/* English: the words of the domain in one record, keyed by the codes of shared/. The words stand in the files named here. */
import { cities } from "./cities";
import { blockers, errors } from "./errors";
import { importFields, rowErrors } from "./importRules";
import {
  actions,
  customerStatuses,
  noFixReasons,
  phases,
  priorities,
  reasons,
  absenceReasons,
  flowProfiles,
  outcomes,
  custodies,
  parties,
  offerStates,
  confirmations,
  visitKinds,
  notFixedReasons,
  roles,
  statuses,
  timeline,
  travelStates,
} from "./lifecycle";
import { skills } from "./skills";
import { assetKinds, trades, workTypes } from "./workTypes";

export const domain = {
  statuses,
  customerStatuses,
  phases,
  actions,
  timeline,
  priorities,
  reasons,
  absenceReasons,
  flowProfiles,
  outcomes,
  custodies,
  parties,
  offerStates,
  confirmations,
  visitKinds,
  notFixedReasons,
  noFixReasons,
  travelStates,
  roles,
  workTypes,
  trades,
  assetKinds,
  skills,
  cities,
  importFields,
  rowErrors,
  blockers,
  errors,
} as const;

/*
 * Gathers the message areas of shared/i18n into one catalogue per language. A new area is added to both.
 * Types follow English; tests hold Arabic to the same keys.
 */
import { bell as arBell } from "../../shared/i18n/ar/bell";
import {
  escalations as arEscalations,
  escalationTypes as arEscalationTypes,
  slaRules as arSlaRules,
} from "../../shared/i18n/ar/escalations";
import { plan as arPlan } from "../../shared/i18n/ar/plan";
import { outbox as arOutbox } from "../../shared/i18n/ar/outbox";
import { sla as arSla } from "../../shared/i18n/ar/sla";
import { board as arBoard } from "../../shared/i18n/ar/board";
import { boardMap as arBoardMap } from "../../shared/i18n/ar/boardMap";
import { boardActions as arBoardActions } from "../../shared/i18n/ar/boardActions";
import { account as arAccount } from "../../shared/i18n/ar/account";
import { people as arPeople } from "../../shared/i18n/ar/people";
import { settings as arSettings } from "../../shared/i18n/ar/settings";
import { desk as arDesk } from "../../shared/i18n/ar/desk";
import { records as arRecords } from "../../shared/i18n/ar/records";
import { domain as arDomain } from "../../shared/i18n/ar/domain";
import { late as arLate } from "../../shared/i18n/ar/late";
import { intake as arIntake } from "../../shared/i18n/ar/intake";
import { imports as arImports } from "../../shared/i18n/ar/imports";
import { map as arMap } from "../../shared/i18n/ar/map";
import { marks as arMarks } from "../../shared/i18n/ar/marks";
import { planning as arPlanning } from "../../shared/i18n/ar/planning";
import { catalogue as arCatalogue } from "../../shared/i18n/ar/catalogue";
import { customers as arCustomers } from "../../shared/i18n/ar/customers";
import { request as arRequest } from "../../shared/i18n/ar/request";
import { session as arSession } from "../../shared/i18n/ar/session";
import { shell as arShell } from "../../shared/i18n/ar/shell";
import { technician as arTechnician } from "../../shared/i18n/ar/technician";
import { steps as arSteps } from "../../shared/i18n/ar/steps";
import { ticket as arTicket } from "../../shared/i18n/ar/ticket";
import { palette as arPalette } from "../../shared/i18n/ar/palette";
import { daySheet as arDaySheet, wall as arWall } from "../../shared/i18n/ar/wall";
import { views as arViews } from "../../shared/i18n/ar/views";
import { branches as arBranches } from "../../shared/i18n/ar/branches";
import { workshop as arWorkshop } from "../../shared/i18n/ar/workshop";
import { replay as arReplay } from "../../shared/i18n/ar/replay";
import { together as arTogether } from "../../shared/i18n/ar/together";
import { tracking as arTracking } from "../../shared/i18n/ar/tracking";
import { bell as enBell } from "../../shared/i18n/en/bell";
import {
  escalations as enEscalations,
  escalationTypes as enEscalationTypes,
  slaRules as enSlaRules,
} from "../../shared/i18n/en/escalations";
import { plan as enPlan } from "../../shared/i18n/en/plan";
import { outbox as enOutbox } from "../../shared/i18n/en/outbox";
import { sla as enSla } from "../../shared/i18n/en/sla";
import { board as enBoard } from "../../shared/i18n/en/board";
import { boardMap as enBoardMap } from "../../shared/i18n/en/boardMap";
import { boardActions as enBoardActions } from "../../shared/i18n/en/boardActions";
import { account as enAccount } from "../../shared/i18n/en/account";
import { people as enPeople } from "../../shared/i18n/en/people";
import { settings as enSettings } from "../../shared/i18n/en/settings";
import { desk as enDesk } from "../../shared/i18n/en/desk";
import { records as enRecords } from "../../shared/i18n/en/records";
import { domain as enDomain } from "../../shared/i18n/en/domain";
import { late as enLate } from "../../shared/i18n/en/late";
import { intake as enIntake } from "../../shared/i18n/en/intake";
import { imports as enImports } from "../../shared/i18n/en/imports";
import { map as enMap } from "../../shared/i18n/en/map";
import { marks as enMarks } from "../../shared/i18n/en/marks";
import { planning as enPlanning } from "../../shared/i18n/en/planning";
import { catalogue as enCatalogue } from "../../shared/i18n/en/catalogue";
import { customers as enCustomers } from "../../shared/i18n/en/customers";
import { request as enRequest } from "../../shared/i18n/en/request";
import { session as enSession } from "../../shared/i18n/en/session";
import { shell as enShell } from "../../shared/i18n/en/shell";
import { technician as enTechnician } from "../../shared/i18n/en/technician";
import { steps as enSteps } from "../../shared/i18n/en/steps";
import { ticket as enTicket } from "../../shared/i18n/en/ticket";
import { palette as enPalette } from "../../shared/i18n/en/palette";
import { daySheet as enDaySheet, wall as enWall } from "../../shared/i18n/en/wall";
import { views as enViews } from "../../shared/i18n/en/views";
import { branches as enBranches } from "../../shared/i18n/en/branches";
import { workshop as enWorkshop } from "../../shared/i18n/en/workshop";
import { replay as enReplay } from "../../shared/i18n/en/replay";
import { together as enTogether } from "../../shared/i18n/en/together";
import { tracking as enTracking } from "../../shared/i18n/en/tracking";

export const en = {
  ...enDomain,
  settings: enSettings,
  branches: enBranches,
  people: enPeople,
  account: enAccount,
  bell: enBell,
  escalations: enEscalations,
  escalationTypes: enEscalationTypes,
  slaRules: enSlaRules,
  sla: enSla,
  outbox: enOutbox,
  plan: enPlan,
  board: enBoard,
  boardMap: enBoardMap,
  boardActions: enBoardActions,
  imports: enImports,
  intake: enIntake,
  late: enLate,
  marks: enMarks,
  planning: enPlanning,
  catalogue: enCatalogue,
  customers: enCustomers,
  request: enRequest,
  session: enSession,
  shell: enShell,
  views: enViews,
  palette: enPalette,
  wall: enWall,
  daySheet: enDaySheet,
  workshop: enWorkshop,
  desk: enDesk,
  records: enRecords,
  steps: enSteps,
  ticket: enTicket,
  replay: enReplay,
  together: enTogether,
  tracking: enTracking,
  technician: enTechnician,
  map: enMap,
} as const;

export const ar = {
  ...arDomain,
  settings: arSettings,
  branches: arBranches,
  people: arPeople,
  account: arAccount,
  bell: arBell,
  escalations: arEscalations,
  escalationTypes: arEscalationTypes,
  slaRules: arSlaRules,
  sla: arSla,
  outbox: arOutbox,
  plan: arPlan,
  board: arBoard,
  boardMap: arBoardMap,
  boardActions: arBoardActions,
  imports: arImports,
  intake: arIntake,
  late: arLate,
  marks: arMarks,
  planning: arPlanning,
  catalogue: arCatalogue,
  customers: arCustomers,
  request: arRequest,
  session: arSession,
  shell: arShell,
  views: arViews,
  palette: arPalette,
  wall: arWall,
  daySheet: arDaySheet,
  workshop: arWorkshop,
  desk: arDesk,
  records: arRecords,
  steps: arSteps,
  ticket: arTicket,
  replay: arReplay,
  together: arTogether,
  tracking: arTracking,
  technician: arTechnician,
  map: arMap,
} as const;

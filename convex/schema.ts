/** The whole schema, assembled from the tables of each area; every table's writer and reader is named there. */

import { defineSchema } from "convex/server";
import { auditTables } from "./model/audit/tables";
import { boardActionTables } from "./model/boardActions/tables";
import { boardViewTables } from "./model/boardViews/tables";
import { clockTables } from "./model/clocks/tables";
import { catalogueTables } from "./model/catalogue/tables";
import { contactTables } from "./model/contacts/tables";
import { recordTables } from "./model/records/tables";
import { importTables } from "./model/imports/tables";
import { organizationTables } from "./model/organization/tables";
import { outboxTables } from "./model/outbox/tables";
import { presenceTables } from "./model/presence/tables";
import { peopleTables } from "./model/people/tables";
import { planTables } from "./model/plans/tables";
import { accessTables } from "./model/session/accessTables";
import { sessionTables } from "./model/session/tables";
import { settingsTables } from "./model/settings/tables";
import { technicianTables } from "./model/technicians/tables";
import { ticketTables } from "./model/tickets/tables";

export default defineSchema({
  ...sessionTables,
  ...accessTables,
  ...peopleTables,
  ...settingsTables,
  ...auditTables,
  ...organizationTables,
  ...technicianTables,
  ...ticketTables,
  ...planTables,
  ...importTables,
  ...recordTables,
  ...contactTables,
  ...catalogueTables,
  ...outboxTables,
  ...clockTables,
  ...boardActionTables,
  ...boardViewTables,
  ...presenceTables,
});

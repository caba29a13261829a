/** The whole schema, assembled from the tables of each area; every table's writer and reader is named there. */

import { defineSchema } from "convex/server";
import { importTables } from "./model/imports/tables";
import { organizationTables } from "./model/organization/tables";
import { sessionTables } from "./model/session/tables";
import { technicianTables } from "./model/technicians/tables";
import { ticketTables } from "./model/tickets/tables";

export default defineSchema({
  ...sessionTables,
  ...organizationTables,
  ...technicianTables,
  ...ticketTables,
  ...importTables,
});

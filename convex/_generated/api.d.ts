/* eslint-disable */
/**
 * Generated `api` utility.
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

import type * as account from "../account.js";
import type * as assets from "../assets.js";
import type * as attachments from "../attachments.js";
import type * as audit from "../audit.js";
import type * as auth from "../auth.js";
import type * as board from "../board.js";
import type * as catalogue from "../catalogue.js";
import type * as checks from "../checks.js";
import type * as companies from "../companies.js";
import type * as contacts from "../contacts.js";
import type * as conversation from "../conversation.js";
import type * as crons from "../crons.js";
import type * as customers from "../customers.js";
import type * as demo from "../demo.js";
import type * as escalations from "../escalations.js";
import type * as estimates from "../estimates.js";
import type * as holds from "../holds.js";
import type * as http from "../http.js";
import type * as imports from "../imports.js";
import type * as intake from "../intake.js";
import type * as invitations from "../invitations.js";
import type * as jobs_clocks from "../jobs/clocks.js";
import type * as jobs_expireOffer from "../jobs/expireOffer.js";
import type * as jobs_expireTracking from "../jobs/expireTracking.js";
import type * as jobs_outbox from "../jobs/outbox.js";
import type * as jobs_positions from "../jobs/positions.js";
import type * as jobs_send from "../jobs/send.js";
import type * as jobs_sweeps from "../jobs/sweeps.js";
import type * as lib_appError from "../lib/appError.js";
import type * as lib_builders from "../lib/builders.js";
import type * as lib_cleanText from "../lib/cleanText.js";
import type * as lib_parsed from "../lib/parsed.js";
import type * as lib_partyBuilders from "../lib/partyBuilders.js";
import type * as lib_validators from "../lib/validators.js";
import type * as model_audit_read from "../model/audit/read.js";
import type * as model_audit_record from "../model/audit/record.js";
import type * as model_audit_tables from "../model/audit/tables.js";
import type * as model_catalogue_checklists from "../model/catalogue/checklists.js";
import type * as model_catalogue_read from "../model/catalogue/read.js";
import type * as model_catalogue_tables from "../model/catalogue/tables.js";
import type * as model_catalogue_trades from "../model/catalogue/trades.js";
import type * as model_catalogue_write from "../model/catalogue/write.js";
import type * as model_clocks_calendar from "../model/clocks/calendar.js";
import type * as model_clocks_escalate from "../model/clocks/escalate.js";
import type * as model_clocks_onStep from "../model/clocks/onStep.js";
import type * as model_clocks_owners from "../model/clocks/owners.js";
import type * as model_clocks_read from "../model/clocks/read.js";
import type * as model_clocks_rules from "../model/clocks/rules.js";
import type * as model_clocks_situation from "../model/clocks/situation.js";
import type * as model_clocks_sync from "../model/clocks/sync.js";
import type * as model_clocks_tables from "../model/clocks/tables.js";
import type * as model_contacts_customerTickets from "../model/contacts/customerTickets.js";
import type * as model_contacts_guests from "../model/contacts/guests.js";
import type * as model_contacts_items from "../model/contacts/items.js";
import type * as model_contacts_names from "../model/contacts/names.js";
import type * as model_contacts_personalData from "../model/contacts/personalData.js";
import type * as model_contacts_read from "../model/contacts/read.js";
import type * as model_contacts_tables from "../model/contacts/tables.js";
import type * as model_contacts_write from "../model/contacts/write.js";
import type * as model_demo_accounts from "../model/demo/accounts.js";
import type * as model_demo_organization from "../model/demo/organization.js";
import type * as model_demo_pictures from "../model/demo/pictures.js";
import type * as model_demo_places from "../model/demo/places.js";
import type * as model_demo_problems from "../model/demo/problems.js";
import type * as model_demo_random from "../model/demo/random.js";
import type * as model_demo_scenarios from "../model/demo/scenarios.js";
import type * as model_demo_slots from "../model/demo/slots.js";
import type * as model_demo_stories from "../model/demo/stories.js";
import type * as model_demo_storyRecords from "../model/demo/storyRecords.js";
import type * as model_demo_write from "../model/demo/write.js";
import type * as model_demo_writeRecords from "../model/demo/writeRecords.js";
import type * as model_demo_writeScenarios from "../model/demo/writeScenarios.js";
import type * as model_demo_writeStories from "../model/demo/writeStories.js";
import type * as model_flows_afterCreate from "../model/flows/afterCreate.js";
import type * as model_flows_afterStep from "../model/flows/afterStep.js";
import type * as model_flows_applyPlacement from "../model/flows/applyPlacement.js";
import type * as model_flows_applyStep from "../model/flows/applyStep.js";
import type * as model_flows_applyTransition from "../model/flows/applyTransition.js";
import type * as model_flows_callBack from "../model/flows/callBack.js";
import type * as model_flows_createTicket from "../model/flows/createTicket.js";
import type * as model_flows_customerSteps from "../model/flows/customerSteps.js";
import type * as model_flows_operations from "../model/flows/operations.js";
import type * as model_flows_refusal from "../model/flows/refusal.js";
import type * as model_flows_stepActor from "../model/flows/stepActor.js";
import type * as model_imports_read from "../model/imports/read.js";
import type * as model_imports_tables from "../model/imports/tables.js";
import type * as model_imports_write from "../model/imports/write.js";
import type * as model_intake_create from "../model/intake/create.js";
import type * as model_organization_access from "../model/organization/access.js";
import type * as model_organization_found from "../model/organization/found.js";
import type * as model_organization_reach from "../model/organization/reach.js";
import type * as model_organization_read from "../model/organization/read.js";
import type * as model_organization_tables from "../model/organization/tables.js";
import type * as model_outbox_deliver from "../model/outbox/deliver.js";
import type * as model_outbox_enqueue from "../model/outbox/enqueue.js";
import type * as model_outbox_providers from "../model/outbox/providers.js";
import type * as model_outbox_read from "../model/outbox/read.js";
import type * as model_outbox_tables from "../model/outbox/tables.js";
import type * as model_people_invitations from "../model/people/invitations.js";
import type * as model_people_joining from "../model/people/joining.js";
import type * as model_people_members from "../model/people/members.js";
import type * as model_people_tables from "../model/people/tables.js";
import type * as model_people_teams from "../model/people/teams.js";
import type * as model_people_technicians from "../model/people/technicians.js";
import type * as model_records_actor from "../model/records/actor.js";
import type * as model_records_checks from "../model/records/checks.js";
import type * as model_records_estimates from "../model/records/estimates.js";
import type * as model_records_evidence from "../model/records/evidence.js";
import type * as model_records_files from "../model/records/files.js";
import type * as model_records_holds from "../model/records/holds.js";
import type * as model_records_interactions from "../model/records/interactions.js";
import type * as model_records_messages from "../model/records/messages.js";
import type * as model_records_notes from "../model/records/notes.js";
import type * as model_records_once from "../model/records/once.js";
import type * as model_records_parts from "../model/records/parts.js";
import type * as model_records_proof from "../model/records/proof.js";
import type * as model_records_reviews from "../model/records/reviews.js";
import type * as model_records_signOffs from "../model/records/signOffs.js";
import type * as model_records_summary from "../model/records/summary.js";
import type * as model_records_tables from "../model/records/tables.js";
import type * as model_records_timeLogs from "../model/records/timeLogs.js";
import type * as model_reminders_customer from "../model/reminders/customer.js";
import type * as model_reminders_onStep from "../model/reminders/onStep.js";
import type * as model_reminders_recheck from "../model/reminders/recheck.js";
import type * as model_reminders_technician from "../model/reminders/technician.js";
import type * as model_reminders_visit from "../model/reminders/visit.js";
import type * as model_session_accessTables from "../model/session/accessTables.js";
import type * as model_session_accounts from "../model/session/accounts.js";
import type * as model_session_codeRequests from "../model/session/codeRequests.js";
import type * as model_session_codes from "../model/session/codes.js";
import type * as model_session_customer from "../model/session/customer.js";
import type * as model_session_foreign from "../model/session/foreign.js";
import type * as model_session_identity from "../model/session/identity.js";
import type * as model_session_keyedHash from "../model/session/keyedHash.js";
import type * as model_session_limits from "../model/session/limits.js";
import type * as model_session_ownTickets from "../model/session/ownTickets.js";
import type * as model_session_sessions from "../model/session/sessions.js";
import type * as model_session_tables from "../model/session/tables.js";
import type * as model_session_tell from "../model/session/tell.js";
import type * as model_settings_lists from "../model/settings/lists.js";
import type * as model_settings_read from "../model/settings/read.js";
import type * as model_settings_tables from "../model/settings/tables.js";
import type * as model_settings_write from "../model/settings/write.js";
import type * as model_technicians_absences from "../model/technicians/absences.js";
import type * as model_technicians_positionSheets from "../model/technicians/positionSheets.js";
import type * as model_technicians_positions from "../model/technicians/positions.js";
import type * as model_technicians_read from "../model/technicians/read.js";
import type * as model_technicians_tables from "../model/technicians/tables.js";
import type * as model_technicians_trails from "../model/technicians/trails.js";
import type * as model_technicians_write from "../model/technicians/write.js";
import type * as model_tickets_detail from "../model/tickets/detail.js";
import type * as model_tickets_facts from "../model/tickets/facts.js";
import type * as model_tickets_factsView from "../model/tickets/factsView.js";
import type * as model_tickets_flags from "../model/tickets/flags.js";
import type * as model_tickets_ownDay from "../model/tickets/ownDay.js";
import type * as model_tickets_policy from "../model/tickets/policy.js";
import type * as model_tickets_read from "../model/tickets/read.js";
import type * as model_tickets_stamps from "../model/tickets/stamps.js";
import type * as model_tickets_tables from "../model/tickets/tables.js";
import type * as model_tickets_views from "../model/tickets/views.js";
import type * as model_tickets_visits from "../model/tickets/visits.js";
import type * as model_tracking_link from "../model/tracking/link.js";
import type * as model_tracking_read from "../model/tracking/read.js";
import type * as model_tracking_renew from "../model/tracking/renew.js";
import type * as model_tracking_token from "../model/tracking/token.js";
import type * as notes from "../notes.js";
import type * as notifications from "../notifications.js";
import type * as outbox from "../outbox.js";
import type * as parts from "../parts.js";
import type * as people from "../people.js";
import type * as positions from "../positions.js";
import type * as records from "../records.js";
import type * as reviews from "../reviews.js";
import type * as seed from "../seed.js";
import type * as session from "../session.js";
import type * as settings from "../settings.js";
import type * as signOffs from "../signOffs.js";
import type * as sla from "../sla.js";
import type * as technicians from "../technicians.js";
import type * as tickets from "../tickets.js";
import type * as tracking from "../tracking.js";

import type {
  ApiFromModules,
  FilterApi,
  FunctionReference,
} from "convex/server";

declare const fullApi: ApiFromModules<{
  account: typeof account;
  assets: typeof assets;
  attachments: typeof attachments;
  audit: typeof audit;
  auth: typeof auth;
  board: typeof board;
  catalogue: typeof catalogue;
  checks: typeof checks;
  companies: typeof companies;
  contacts: typeof contacts;
  conversation: typeof conversation;
  crons: typeof crons;
  customers: typeof customers;
  demo: typeof demo;
  escalations: typeof escalations;
  estimates: typeof estimates;
  holds: typeof holds;
  http: typeof http;
  imports: typeof imports;
  intake: typeof intake;
  invitations: typeof invitations;
  "jobs/clocks": typeof jobs_clocks;
  "jobs/expireOffer": typeof jobs_expireOffer;
  "jobs/expireTracking": typeof jobs_expireTracking;
  "jobs/outbox": typeof jobs_outbox;
  "jobs/positions": typeof jobs_positions;
  "jobs/send": typeof jobs_send;
  "jobs/sweeps": typeof jobs_sweeps;
  "lib/appError": typeof lib_appError;
  "lib/builders": typeof lib_builders;
  "lib/cleanText": typeof lib_cleanText;
  "lib/parsed": typeof lib_parsed;
  "lib/partyBuilders": typeof lib_partyBuilders;
  "lib/validators": typeof lib_validators;
  "model/audit/read": typeof model_audit_read;
  "model/audit/record": typeof model_audit_record;
  "model/audit/tables": typeof model_audit_tables;
  "model/catalogue/checklists": typeof model_catalogue_checklists;
  "model/catalogue/read": typeof model_catalogue_read;
  "model/catalogue/tables": typeof model_catalogue_tables;
  "model/catalogue/trades": typeof model_catalogue_trades;
  "model/catalogue/write": typeof model_catalogue_write;
  "model/clocks/calendar": typeof model_clocks_calendar;
  "model/clocks/escalate": typeof model_clocks_escalate;
  "model/clocks/onStep": typeof model_clocks_onStep;
  "model/clocks/owners": typeof model_clocks_owners;
  "model/clocks/read": typeof model_clocks_read;
  "model/clocks/rules": typeof model_clocks_rules;
  "model/clocks/situation": typeof model_clocks_situation;
  "model/clocks/sync": typeof model_clocks_sync;
  "model/clocks/tables": typeof model_clocks_tables;
  "model/contacts/customerTickets": typeof model_contacts_customerTickets;
  "model/contacts/guests": typeof model_contacts_guests;
  "model/contacts/items": typeof model_contacts_items;
  "model/contacts/names": typeof model_contacts_names;
  "model/contacts/personalData": typeof model_contacts_personalData;
  "model/contacts/read": typeof model_contacts_read;
  "model/contacts/tables": typeof model_contacts_tables;
  "model/contacts/write": typeof model_contacts_write;
  "model/demo/accounts": typeof model_demo_accounts;
  "model/demo/organization": typeof model_demo_organization;
  "model/demo/pictures": typeof model_demo_pictures;
  "model/demo/places": typeof model_demo_places;
  "model/demo/problems": typeof model_demo_problems;
  "model/demo/random": typeof model_demo_random;
  "model/demo/scenarios": typeof model_demo_scenarios;
  "model/demo/slots": typeof model_demo_slots;
  "model/demo/stories": typeof model_demo_stories;
  "model/demo/storyRecords": typeof model_demo_storyRecords;
  "model/demo/write": typeof model_demo_write;
  "model/demo/writeRecords": typeof model_demo_writeRecords;
  "model/demo/writeScenarios": typeof model_demo_writeScenarios;
  "model/demo/writeStories": typeof model_demo_writeStories;
  "model/flows/afterCreate": typeof model_flows_afterCreate;
  "model/flows/afterStep": typeof model_flows_afterStep;
  "model/flows/applyPlacement": typeof model_flows_applyPlacement;
  "model/flows/applyStep": typeof model_flows_applyStep;
  "model/flows/applyTransition": typeof model_flows_applyTransition;
  "model/flows/callBack": typeof model_flows_callBack;
  "model/flows/createTicket": typeof model_flows_createTicket;
  "model/flows/customerSteps": typeof model_flows_customerSteps;
  "model/flows/operations": typeof model_flows_operations;
  "model/flows/refusal": typeof model_flows_refusal;
  "model/flows/stepActor": typeof model_flows_stepActor;
  "model/imports/read": typeof model_imports_read;
  "model/imports/tables": typeof model_imports_tables;
  "model/imports/write": typeof model_imports_write;
  "model/intake/create": typeof model_intake_create;
  "model/organization/access": typeof model_organization_access;
  "model/organization/found": typeof model_organization_found;
  "model/organization/reach": typeof model_organization_reach;
  "model/organization/read": typeof model_organization_read;
  "model/organization/tables": typeof model_organization_tables;
  "model/outbox/deliver": typeof model_outbox_deliver;
  "model/outbox/enqueue": typeof model_outbox_enqueue;
  "model/outbox/providers": typeof model_outbox_providers;
  "model/outbox/read": typeof model_outbox_read;
  "model/outbox/tables": typeof model_outbox_tables;
  "model/people/invitations": typeof model_people_invitations;
  "model/people/joining": typeof model_people_joining;
  "model/people/members": typeof model_people_members;
  "model/people/tables": typeof model_people_tables;
  "model/people/teams": typeof model_people_teams;
  "model/people/technicians": typeof model_people_technicians;
  "model/records/actor": typeof model_records_actor;
  "model/records/checks": typeof model_records_checks;
  "model/records/estimates": typeof model_records_estimates;
  "model/records/evidence": typeof model_records_evidence;
  "model/records/files": typeof model_records_files;
  "model/records/holds": typeof model_records_holds;
  "model/records/interactions": typeof model_records_interactions;
  "model/records/messages": typeof model_records_messages;
  "model/records/notes": typeof model_records_notes;
  "model/records/once": typeof model_records_once;
  "model/records/parts": typeof model_records_parts;
  "model/records/proof": typeof model_records_proof;
  "model/records/reviews": typeof model_records_reviews;
  "model/records/signOffs": typeof model_records_signOffs;
  "model/records/summary": typeof model_records_summary;
  "model/records/tables": typeof model_records_tables;
  "model/records/timeLogs": typeof model_records_timeLogs;
  "model/reminders/customer": typeof model_reminders_customer;
  "model/reminders/onStep": typeof model_reminders_onStep;
  "model/reminders/recheck": typeof model_reminders_recheck;
  "model/reminders/technician": typeof model_reminders_technician;
  "model/reminders/visit": typeof model_reminders_visit;
  "model/session/accessTables": typeof model_session_accessTables;
  "model/session/accounts": typeof model_session_accounts;
  "model/session/codeRequests": typeof model_session_codeRequests;
  "model/session/codes": typeof model_session_codes;
  "model/session/customer": typeof model_session_customer;
  "model/session/foreign": typeof model_session_foreign;
  "model/session/identity": typeof model_session_identity;
  "model/session/keyedHash": typeof model_session_keyedHash;
  "model/session/limits": typeof model_session_limits;
  "model/session/ownTickets": typeof model_session_ownTickets;
  "model/session/sessions": typeof model_session_sessions;
  "model/session/tables": typeof model_session_tables;
  "model/session/tell": typeof model_session_tell;
  "model/settings/lists": typeof model_settings_lists;
  "model/settings/read": typeof model_settings_read;
  "model/settings/tables": typeof model_settings_tables;
  "model/settings/write": typeof model_settings_write;
  "model/technicians/absences": typeof model_technicians_absences;
  "model/technicians/positionSheets": typeof model_technicians_positionSheets;
  "model/technicians/positions": typeof model_technicians_positions;
  "model/technicians/read": typeof model_technicians_read;
  "model/technicians/tables": typeof model_technicians_tables;
  "model/technicians/trails": typeof model_technicians_trails;
  "model/technicians/write": typeof model_technicians_write;
  "model/tickets/detail": typeof model_tickets_detail;
  "model/tickets/facts": typeof model_tickets_facts;
  "model/tickets/factsView": typeof model_tickets_factsView;
  "model/tickets/flags": typeof model_tickets_flags;
  "model/tickets/ownDay": typeof model_tickets_ownDay;
  "model/tickets/policy": typeof model_tickets_policy;
  "model/tickets/read": typeof model_tickets_read;
  "model/tickets/stamps": typeof model_tickets_stamps;
  "model/tickets/tables": typeof model_tickets_tables;
  "model/tickets/views": typeof model_tickets_views;
  "model/tickets/visits": typeof model_tickets_visits;
  "model/tracking/link": typeof model_tracking_link;
  "model/tracking/read": typeof model_tracking_read;
  "model/tracking/renew": typeof model_tracking_renew;
  "model/tracking/token": typeof model_tracking_token;
  notes: typeof notes;
  notifications: typeof notifications;
  outbox: typeof outbox;
  parts: typeof parts;
  people: typeof people;
  positions: typeof positions;
  records: typeof records;
  reviews: typeof reviews;
  seed: typeof seed;
  session: typeof session;
  settings: typeof settings;
  signOffs: typeof signOffs;
  sla: typeof sla;
  technicians: typeof technicians;
  tickets: typeof tickets;
  tracking: typeof tracking;
}>;

/**
 * A utility for referencing Convex functions in your app's public API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = api.myModule.myFunction;
 * ```
 */
export declare const api: FilterApi<
  typeof fullApi,
  FunctionReference<any, "public">
>;

/**
 * A utility for referencing Convex functions in your app's internal API.
 *
 * Usage:
 * ```js
 * const myFunctionReference = internal.myModule.myFunction;
 * ```
 */
export declare const internal: FilterApi<
  typeof fullApi,
  FunctionReference<any, "internal">
>;

export declare const components: {};

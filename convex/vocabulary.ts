/** What a company calls its work types, cities and reasons, for every page that writes them out or offers them. */
import { memberQuery } from "./lib/builders";
import { partyQuery } from "./lib/partyBuilders";
import { readVocabulary, vocabularyView } from "./model/settings/vocabulary";

/** For members of staff. */
export const ofCompany = memberQuery("catalogue.view")({
  args: {},
  returns: vocabularyView,
  handler: async (ctx) => await readVocabulary(ctx, ctx.actor.membership.orgId),
});

/** For the customer of a ticket. */
export const ofTicket = partyQuery("view")({
  args: {},
  returns: vocabularyView,
  handler: async (ctx) => await readVocabulary(ctx, ctx.party.ticket.orgId),
});

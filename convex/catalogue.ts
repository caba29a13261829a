/**
 * The company's catalogue: work types, trades, checklists and fault codes. Lists hold switched-off
 * entries too, so that old tickets keep their words; `version` 0 is a built-in entry nobody changed.
 */
import { v, type Validator } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import { localizedName } from "./lib/validators";
import { listChecklists, listFaultCodes } from "./model/catalogue/checklists";
import { listWorkTypes } from "./model/catalogue/read";
import { checklistTemplate, faultCode, workTypePolicy } from "./model/catalogue/tables";
import { listTrades } from "./model/catalogue/trades";
import { putChecklist, putFaultCode, putTrade, putWorkType } from "./model/catalogue/write";

const entryOf = <T>(value: Validator<T, "required", string>) =>
  v.object({
    value,
    active: v.boolean(),
    version: v.number(),
    changedAt: v.nullable(v.number()),
    changedBy: v.nullable(localizedName),
  });
const trade = v.object({ code: v.string(), labels: localizedName });
/** The version looked at; 0 to add an entry or to change a built-in one for the first time. */
const wanted = { active: v.boolean(), expectedVersion: v.number() };

/** Every work type with all it decides. */
export const workTypes = memberQuery("catalogue.view")({
  args: {},
  returns: v.array(entryOf(workTypePolicy)),
  handler: async (ctx) =>
    (await listWorkTypes(ctx, ctx.actor.membership.orgId)).map(({ value, ...rest }) => ({
      ...rest,
      value: {
        ...value,
        skills: [...value.skills],
        assetKinds: [...value.assetKinds],
        reminders: [...value.reminders],
      },
    })),
});

export const trades = memberQuery("catalogue.view")({
  args: {},
  returns: v.array(entryOf(trade)),
  handler: async (ctx) => await listTrades(ctx, ctx.actor.membership.orgId),
});

export const checklists = memberQuery("catalogue.view")({
  args: {},
  returns: v.array(entryOf(checklistTemplate)),
  handler: async (ctx) => await listChecklists(ctx, ctx.actor.membership.orgId),
});

export const faultCodes = memberQuery("catalogue.view")({
  args: {},
  returns: v.array(entryOf(faultCode)),
  handler: async (ctx) => await listFaultCodes(ctx, ctx.actor.membership.orgId),
});

/** Adds or changes a work type. Fails with `input.invalid` naming the field, or `record.changedMeanwhile`. */
export const putType = memberMutation("catalogue.manage")({
  args: { policy: workTypePolicy, ...wanted },
  returns: v.null(),
  handler: async (ctx, { policy, ...rest }) => await putWorkType(ctx, ctx.actor, policy, rest, Date.now()),
});

export const putTradeEntry = memberMutation("catalogue.manage")({
  args: { trade, ...wanted },
  returns: v.null(),
  handler: async (ctx, { trade: entry, ...rest }) => await putTrade(ctx, ctx.actor, entry, rest, Date.now()),
});

export const putChecklistTemplate = memberMutation("catalogue.manage")({
  args: { template: checklistTemplate, ...wanted },
  returns: v.null(),
  handler: async (ctx, { template, ...rest }) =>
    await putChecklist(ctx, ctx.actor, template, rest, Date.now()),
});

export const putFault = memberMutation("catalogue.manage")({
  args: { fault: faultCode, ...wanted },
  returns: v.null(),
  handler: async (ctx, { fault, ...rest }) => await putFaultCode(ctx, ctx.actor, fault, rest, Date.now()),
});

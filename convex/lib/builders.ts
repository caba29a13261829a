/**
 * The only way functions of this app are made. Each builder states who may call: everybody, a member holding a
 * permission, or the server itself. The actor is loaded and checked before arguments are looked at.
 */
import { customMutation, customQuery } from "convex-helpers/server/customFunctions";
import type { Permission } from "../../shared/access/permissions";
import { mutation, query } from "../_generated/server";
import { requireActor } from "../model/organization/access";

/** Callable without signing in. */
export const publicQuery = query;

/** Members holding `permission`; `ctx.actor` is set. */
export const memberQuery = (permission: Permission) =>
  customQuery(query, {
    args: {},
    input: async (ctx) => ({ ctx: { actor: await requireActor(ctx, permission) }, args: {} }),
  });

/** Members holding `permission`; `ctx.actor` is set. */
export const memberMutation = (permission: Permission) =>
  customMutation(mutation, {
    args: {},
    input: async (ctx) => ({ ctx: { actor: await requireActor(ctx, permission) }, args: {} }),
  });

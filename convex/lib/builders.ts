/**
 * The only way functions of this app are made. Each builder states who may call: everybody, a member holding a
 * permission, a signed-in customer, the holder of a tracking link, or the server itself. The caller is loaded and
 * checked before arguments are looked at, on every run: what he lost a moment ago is refused now, on open pages too.
 */
import { customAction, customMutation, customQuery } from "convex-helpers/server/customFunctions";
import { v } from "convex/values";
import type { Permission } from "../../shared/access/permissions";
import { internal } from "../_generated/api";
import {
  action,
  internalAction,
  internalMutation,
  internalQuery,
  mutation,
  query,
} from "../_generated/server";
import { requireActor, type StaffActor } from "../model/organization/access";
import { requireCustomer } from "../model/session/customer";
import { takeToken } from "../model/session/limits";
import { type LinkScope, requireLink } from "../model/tracking/link";
import { appError } from "./appError";

/** Callable without signing in. */
export const publicQuery = query;
/** Callable without signing in; takes care of its own limits. */
export const publicMutation = mutation;
/** Callable without signing in; the functions it runs look at who calls. */
export const publicAction = action;

/** For the server itself: schedules, other functions, the deployment's key. */
export const systemQuery = internalQuery;
export const systemMutation = internalMutation;
export const systemAction = internalAction;

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

/**
 * Members holding `permission`; `ctx.actor` is who he was when the action began. What the action writes goes through
 * mutations, which must look again.
 */
export const memberAction = (permission: Permission) =>
  customAction(action, {
    args: {},
    input: async (ctx) => {
      const actor: StaffActor = await ctx.runQuery(internal.session.actorFor, { permission });
      return { ctx: { actor }, args: {} };
    },
  });

/** Customers whose phone number is proven; `ctx.customer` is set. */
export const customerQuery = customQuery(query, {
  args: {},
  input: async (ctx) => ({ ctx: { customer: await requireCustomer(ctx) }, args: {} }),
});

/** Customers whose phone number is proven; `ctx.customer` is set. */
export const customerMutation = customMutation(mutation, {
  args: {},
  input: async (ctx) => ({ ctx: { customer: await requireCustomer(ctx) }, args: {} }),
});

/** Holders of a tracking link that reaches `scope`; `ctx.link` and `ctx.ticket` are set, the token is taken away. */
export const tokenQuery = (scope: LinkScope) =>
  customQuery(query, {
    args: { token: v.string() },
    input: async (ctx, { token }) => ({ ctx: await requireLink(ctx, token, scope), args: {} }),
  });

/** The same for changes; one link can only write so often. */
export const tokenMutation = (scope: LinkScope) =>
  customMutation(mutation, {
    args: { token: v.string() },
    input: async (ctx, { token }) => {
      const opened = await requireLink(ctx, token, scope);
      const retryAfterMs = await takeToken(ctx, "linkWrites", opened.link._id, Date.now());
      if (retryAfterMs !== null) throw appError("auth.tooManyAttempts", { retryAfterMs });
      return { ctx: opened, args: {} };
    },
  });

/** Writes the demo's company, people and first positions. Each function leaves alone what exists. */
import { invariant } from "../../../shared/core/invariant";
import { MINUTE_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { findPosition, storePosition } from "../technicians/positions";
import { visitUnderWay } from "../tickets/facts";
import {
  type BranchSlug,
  DEMO_BRANCHES,
  DEMO_ORGANIZATION,
  DEMO_STAFF,
  DEMO_TECHNICIANS,
  FOUNDER,
} from "./organization";
import { DEMO_PLACES } from "./places";
import { dice } from "./random";
import { indexMember, indexTechnician } from "../people/search";
import type { Crew } from "./writeScenarios";

async function findOrganization(ctx: QueryCtx): Promise<Doc<"organizations"> | null> {
  return await ctx.db
    .query("organizations")
    .withIndex("by_slug", (q) => q.eq("slug", DEMO_ORGANIZATION.slug))
    .unique();
}

async function findBranch(ctx: QueryCtx, orgId: Id<"organizations">, slug: string) {
  return await ctx.db
    .query("branches")
    .withIndex("by_orgId_and_slug", (q) => q.eq("orgId", orgId).eq("slug", slug))
    .unique();
}

async function findTechnician(ctx: QueryCtx, orgId: Id<"organizations">, employeeId: string) {
  return await ctx.db
    .query("technicians")
    .withIndex("by_orgId_and_employeeId", (q) => q.eq("orgId", orgId).eq("employeeId", employeeId))
    .unique();
}

/** Company, branches, technicians. */
export async function writeOrganization(ctx: MutationCtx): Promise<void> {
  const known = await findOrganization(ctx);
  const orgId = known?._id ?? (await ctx.db.insert("organizations", { ...DEMO_ORGANIZATION }));
  for (const branch of DEMO_BRANCHES) {
    if (await findBranch(ctx, orgId, branch.slug)) continue;
    await ctx.db.insert("branches", { orgId, ...branch });
  }
  for (const { branch: slug, email: _email, featured: _featured, shift, ...person } of DEMO_TECHNICIANS) {
    if (await findTechnician(ctx, orgId, person.employeeId)) continue;
    const branch = await findBranch(ctx, orgId, slug);
    invariant(branch, `the branch ${slug} was written`);
    const technicianId = await ctx.db.insert("technicians", {
      orgId,
      branchId: branch._id,
      ...person,
      shift: { ...shift, weekdays: [...shift.weekdays] },
    });
    await indexTechnician(ctx, technicianId);
  }
}

async function findAccount(ctx: QueryCtx, email: string) {
  return await ctx.db
    .query("authAccounts")
    .withIndex("providerAndAccountId", (q) => q.eq("provider", "password").eq("providerAccountId", email))
    .unique();
}

/**
 * Accounts and memberships. All demo accounts share the founder's password and so may share her stored hash: hashing
 * it anew for each of them would make the first start wait for what protects nothing.
 */
export async function writePeople(ctx: MutationCtx): Promise<void> {
  const founder = await findAccount(ctx, FOUNDER.email);
  invariant(founder?.secret, "the founder's account was made first");
  for (const { email, name } of [...DEMO_STAFF, ...DEMO_TECHNICIANS]) {
    const known = await findAccount(ctx, email);
    const userId = known?.userId ?? (await ctx.db.insert("users", { email, name: name.en }));
    if (!known)
      await ctx.db.insert("authAccounts", {
        userId,
        provider: "password",
        providerAccountId: email,
        secret: founder.secret,
      });
    await writeMember(ctx, email, userId);
  }
}

/** The membership of the person with this e-mail. */
async function writeMember(ctx: MutationCtx, email: string, userId: Id<"users">): Promise<void> {
  const organization = await findOrganization(ctx);
  invariant(organization, "the company was written first");
  const known = await ctx.db
    .query("memberships")
    .withIndex("by_userId", (q) => q.eq("userId", userId))
    .first();
  if (known) return;
  const orgId = organization._id;
  const branchIds = async (slugs: readonly BranchSlug[]) => {
    const branches = await Promise.all(slugs.map((slug) => findBranch(ctx, orgId, slug)));
    return branches.filter((branch) => branch !== null).map((branch) => branch._id);
  };
  const staff = DEMO_STAFF.find((one) => one.email === email);
  if (staff) {
    const { name, role, branches, featured } = staff;
    const membershipId = await ctx.db.insert("memberships", {
      userId,
      orgId,
      role,
      name,
      branchIds: await branchIds(branches),
      demo: featured,
    });
    await indexMember(ctx, membershipId);
    return;
  }
  const person = DEMO_TECHNICIANS.find((one) => one.email === email);
  const technician = person ? await findTechnician(ctx, orgId, person.employeeId) : null;
  invariant(person && technician, `${email} is a person of the demo`);
  const membershipId = await ctx.db.insert("memberships", {
    userId,
    orgId,
    role: "technician",
    name: person.name,
    branchIds: [technician.branchId],
    technicianId: technician._id,
    demo: person.featured,
  });
  await indexMember(ctx, membershipId);
}

/** The people of a branch as actors. */
export async function loadCrew(
  ctx: MutationCtx,
  slug: BranchSlug,
): Promise<{ branch: Doc<"branches">; crew: Crew }> {
  const organization = await findOrganization(ctx);
  const branch = organization ? await findBranch(ctx, organization._id, slug) : null;
  invariant(organization && branch, "the company was written first");
  const actorOf = async (email: string) => {
    const user = await ctx.db
      .query("users")
      .withIndex("email", (q) => q.eq("email", email))
      .unique();
    const membership = user
      ? await ctx.db
          .query("memberships")
          .withIndex("by_userId", (q) => q.eq("userId", user._id))
          .unique()
      : null;
    invariant(user && membership, `${email} has joined`);
    return { userId: user._id, membership };
  };
  const dispatcher = DEMO_STAFF.find((one) => one.role === "dispatcher" && one.branches.includes(slug));
  invariant(dispatcher, `${slug} has a dispatcher`);
  const field: Crew["field"] = new Map();
  for (const person of DEMO_TECHNICIANS.filter((one) => one.branch === slug)) {
    const technician = await findTechnician(ctx, organization._id, person.employeeId);
    invariant(technician, `${person.employeeId} was written`);
    field.set(person.employeeId, { technician, actor: await actorOf(person.email) });
  }
  const workshop = DEMO_STAFF.find((one) => one.role === "workshop" && one.branches.includes(slug));
  return {
    branch,
    crew: {
      office: await actorOf(dispatcher.email),
      field,
      ...(workshop ? { workshop: await actorOf(workshop.email) } : {}),
    },
  };
}

/** A first point for everybody on duty: on the way to the customer, at the customer, or somewhere in town. */
export async function writePositions(
  ctx: MutationCtx,
  branch: Doc<"branches">,
  crew: Crew,
  anchorAt: number,
): Promise<void> {
  const { next } = dice(7);
  const places =
    DEMO_PLACES[branch.slug === "jeddah" ? "jeddah" : branch.slug === "cairo" ? "cairo" : "riyadh"];
  let index = 0;
  for (const { technician } of crew.field.values()) {
    index += 1;
    if (!technician.onDuty || (await findPosition(ctx, technician._id))) continue;
    const visit = await visitUnderWay(ctx, technician._id);
    const ticket = visit ? await ctx.db.get("tickets", visit.ticketId) : null;
    const place = places[(index * 3) % places.length] ?? branch.center;
    const goal = ticket?.point ?? place;
    // Somebody on the way is two to four kilometres short of the door.
    const short = visit?.travel === "en_route" ? 0.02 + next() * 0.015 : next() * 0.002;
    const fix = {
      lat: goal.lat + short,
      lng: goal.lng - short,
      accuracyM: 8 + Math.round(next() * 20),
      recordedAt: anchorAt - MINUTE_MS,
    };
    await storePosition(ctx, technician, null, fix, Date.now());
  }
}

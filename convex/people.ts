/** Who works here: members and technicians, and the changes an administrator makes to them. Inviting is invitations.ts. */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { literals } from "convex-helpers/validators";
import { memberMutation, memberQuery } from "./lib/builders";
import { localizedName, shift, skill } from "./lib/validators";
import { record } from "./model/audit/record";
import { requireBranch } from "./model/organization/access";
import {
  changeMember,
  memberView,
  pageMembers,
  requireMember,
  setMemberActive,
  toMemberView,
} from "./model/people/members";
import { searchMembers as findMembers, searchTechnicians as findTechnicians } from "./model/people/search";
import { staffRole } from "./model/people/tables";
import { listTeams, saveTeam as writeTeam, teamView } from "./model/people/teams";
import {
  AVAILABILITIES,
  namedTechnicians as readNamed,
  pageTechnicianRows,
  readTechnicianPage,
  saveTechnician as writeTechnician,
  technicianPage,
  technicianRow,
  toTechnicianRow,
} from "./model/people/technicians";
import { endSessions } from "./model/session/sessions";
import { mayManageRole } from "../shared/access/roles";
import { appError } from "./lib/appError";

/** Members of the company the caller may see, deactivated ones too, page by page. A page may be short. */
export const members = memberQuery("people.view")({
  args: { paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(memberView),
  handler: async (ctx, { paginationOpts }) => await pageMembers(ctx, ctx.actor, paginationOpts),
});

/** Members by words of a name or an e-mail address, the best first; at most 20. */
export const searchMembers = memberQuery("people.view")({
  args: { text: v.string() },
  returns: v.array(memberView),
  handler: async (ctx, { text }) => {
    const found = await findMembers(ctx, ctx.actor, text);
    return await Promise.all(found.map((member) => toMemberView(ctx, ctx.actor, member)));
  },
});

/**
 * Gives a member another role, branches, teams. Fails with `people.aboveYou`, `people.lastOwner`, `people.yourself` or
 * `people.changedMeanwhile`.
 */
export const change = memberMutation("people.manage")({
  args: {
    membershipId: v.id("memberships"),
    role: staffRole,
    branchIds: v.array(v.id("branches")),
    teamIds: v.array(v.id("teams")),
    expectedVersion: v.number(),
  },
  returns: v.null(),
  handler: async (ctx, { membershipId, expectedVersion, ...edit }) =>
    await changeMember(ctx, ctx.actor, membershipId, edit, expectedVersion),
});

/** Shuts a member out; what he has open is refused in the same moment. */
export const deactivate = memberMutation("people.manage")({
  args: { membershipId: v.id("memberships"), expectedVersion: v.number() },
  returns: v.null(),
  handler: async (ctx, { membershipId, expectedVersion }) =>
    await setMemberActive(ctx, ctx.actor, membershipId, false, expectedVersion),
});

/** Lets a member in again, with the role he had. */
export const reactivate = memberMutation("people.manage")({
  args: { membershipId: v.id("memberships"), expectedVersion: v.number() },
  returns: v.null(),
  handler: async (ctx, { membershipId, expectedVersion }) =>
    await setMemberActive(ctx, ctx.actor, membershipId, true, expectedVersion),
});

/** Ends every session of a member; answers how many. */
export const signOutEverywhere = memberMutation("people.manage")({
  args: { membershipId: v.id("memberships") },
  returns: v.number(),
  handler: async (ctx, { membershipId }) => {
    const member = await requireMember(ctx, ctx.actor, membershipId);
    if (!mayManageRole(ctx.actor.membership.role, member.role)) throw appError("people.aboveYou");
    const ended = await endSessions(ctx, member.userId, null);
    await record(ctx, ctx.actor, {
      action: "member.signedOutEverywhere",
      subject: { kind: "member", id: membershipId, label: member.name.en || member.name.ar },
    });
    return ended;
  },
});

const technicianFilter = {
  branchId: v.nullable(v.id("branches")),
  availability: v.nullable(literals(...AVAILABILITIES)),
};

/** Technicians in scope by employee number, page by page; null asks for all. A page may be short. */
export const technicians = memberQuery("people.view")({
  args: { ...technicianFilter, paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(technicianRow),
  handler: async (ctx, { paginationOpts, ...filter }) => {
    if (filter.branchId) await requireBranch(ctx, ctx.actor, filter.branchId);
    return await pageTechnicianRows(ctx, ctx.actor, filter, paginationOpts);
  },
});

/** Technicians in scope by words of a name, employee number or phone, the best first; at most 20. */
export const searchTechnicians = memberQuery("people.view")({
  args: { text: v.string(), branchId: v.nullable(v.id("branches")) },
  returns: v.array(technicianRow),
  handler: async (ctx, { text, branchId }) => {
    if (branchId) await requireBranch(ctx, ctx.actor, branchId);
    const found = await findTechnicians(ctx, ctx.actor, text, branchId);
    return await Promise.all(found.map((technician) => toTechnicianRow(ctx, technician)));
  },
});

/** The named technicians in scope, at most 100; others are left out. */
export const namedTechnicians = memberQuery("people.view")({
  args: { technicianIds: v.array(v.id("technicians")) },
  returns: v.array(technicianRow),
  handler: async (ctx, { technicianIds }) => await readNamed(ctx, ctx.actor, technicianIds),
});

/**
 * One technician with his numbers and recent tickets. Visits that are over count from `since` on (epoch ms; 92
 * days ago at the earliest).
 */
export const technician = memberQuery("people.view")({
  args: { technicianId: v.id("technicians"), since: v.number() },
  returns: technicianPage,
  handler: async (ctx, { technicianId, since }) =>
    await readTechnicianPage(ctx, ctx.actor, technicianId, since),
});

/** Writes a technician's record; `technicianId` null makes a new one. */
export const saveTechnician = memberMutation("technicians.manage")({
  args: {
    technicianId: v.nullable(v.id("technicians")),
    branchId: v.id("branches"),
    employeeId: v.string(),
    name: localizedName,
    phone: v.string(),
    skills: v.array(skill),
    areas: v.array(v.string()),
    shift,
    teamId: v.nullable(v.id("teams")),
  },
  returns: v.id("technicians"),
  handler: async (ctx, { technicianId, ...draft }) =>
    await writeTechnician(ctx, ctx.actor, technicianId, draft),
});

/** Teams of the branches in scope. */
export const teams = memberQuery("people.view")({
  args: {},
  returns: v.array(teamView),
  handler: async (ctx) => await listTeams(ctx, ctx.actor),
});

/** Writes a team's name; `teamId` null makes a new one. */
export const saveTeam = memberMutation("people.manage")({
  args: { teamId: v.nullable(v.id("teams")), branchId: v.id("branches"), name: localizedName },
  returns: v.id("teams"),
  handler: async (ctx, { teamId, ...draft }) => await writeTeam(ctx, ctx.actor, teamId, draft),
});

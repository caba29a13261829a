/**
 * The demo: one company, three branches, its people and about sixty tickets in every state. Internal, refuses unless
 * the deployment is a demo, and safe to run again: whatever exists is left as it is.
 */
import { createAccount } from "@convex-dev/auth/server";
import { v } from "convex/values";
import { instantAt, isServiceDay } from "../shared/time/zones";
import { internal } from "./_generated/api";
import type { Id } from "./_generated/dataModel";
import { internalAction, internalMutation, internalQuery } from "./_generated/server";
import { appError } from "./lib/appError";
import { DEMO_PASSWORD, demoIsOn } from "./model/demo/accounts";
import { DEMO_BRANCHES, FOUNDER } from "./model/demo/organization";
import { pictureBlob } from "./model/demo/pictures";
import { storyPictures } from "./model/demo/storyRecords";
import { loadCrew, writeOrganization, writePeople, writePositions } from "./model/demo/write";
import { writeStoryRecords } from "./model/demo/writeRecords";
import { writeScenarios } from "./model/demo/writeScenarios";
import { writeStories } from "./model/demo/writeStories";
import { writeTrails } from "./model/demo/writeTrails";

/** Hour of the anchor day the demo is built around when no instant is given and the day is not today. */
const DEFAULT_MINUTE = 10 * 60;

/**
 * Loads the demo around `anchorAt`, by default now when the anchor day is today, else ten in the morning of it.
 * Answers how many tickets were new.
 */
export const load = internalAction({
  args: { anchorDay: v.string(), anchorAt: v.optional(v.number()) },
  returns: v.object({ tickets: v.number() }),
  handler: async (ctx, { anchorDay, anchorAt }): Promise<{ tickets: number }> => {
    if (!demoIsOn()) throw appError("demo.off");
    if (!isServiceDay(anchorDay)) throw appError("input.invalid", { field: "anchorDay" });
    const now = Date.now();
    const today = new Date(now).toISOString().slice(0, 10);
    const at = anchorAt ?? (today === anchorDay ? now : instantAt(anchorDay, DEFAULT_MINUTE, "Asia/Riyadh"));
    // Files can only be stored outside a transaction, so the pictures of the stories come first.
    const isEmpty: boolean = await ctx.runQuery(internal.seed.isEmpty, {});
    const pictures: Id<"_storage">[] = [];
    for (const { picture } of isEmpty ? storyPictures() : [])
      pictures.push(await ctx.storage.store(pictureBlob(picture)));
    await ctx.runMutation(internal.seed.organization, {});
    // One account is made the library's way, which is where the password is hashed (it takes its time, on purpose).
    await createAccount(ctx, {
      provider: "password",
      account: { id: FOUNDER.email, secret: DEMO_PASSWORD },
      profile: { email: FOUNDER.email, name: FOUNDER.name.en },
    });
    await ctx.runMutation(internal.seed.people, {});
    let tickets = 0;
    for (const { slug } of DEMO_BRANCHES)
      for (let from: number | null = 0; from !== null; ) {
        const done: { written: number; next: number | null } = await ctx.runMutation(internal.seed.branch, {
          slug,
          anchorAt: at,
          from,
        });
        tickets += done.written;
        from = done.next;
      }
    await ctx.runMutation(internal.seed.records, { anchorAt: at, pictures });
    return { tickets };
  },
});

/** Whether nothing of the demo is there yet. */
export const isEmpty = internalQuery({
  args: {},
  returns: v.boolean(),
  handler: async (ctx) => (await ctx.db.query("organizations").first()) === null,
});

/** What is attached to the stories; the stored pictures are those of storyPictures(), in its order. */
export const records = internalMutation({
  args: { anchorAt: v.number(), pictures: v.array(v.id("_storage")) },
  returns: v.null(),
  handler: async (ctx, { anchorAt, pictures }) => {
    if (!demoIsOn()) throw appError("demo.off");
    const { branch: found, crew } = await loadCrew(ctx, "riyadh");
    await writeStoryRecords(ctx, found, crew, anchorAt, pictures);
    return null;
  },
});

/** Company, branches and technicians. */
export const organization = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (!demoIsOn()) throw appError("demo.off");
    await writeOrganization(ctx);
    return null;
  },
});

/** Accounts and memberships of everybody, after the founder's account exists. */
export const people = internalMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (!demoIsOn()) throw appError("demo.off");
    await writePeople(ctx);
    return null;
  },
});

/** The next tickets of one branch, its stories and positions with the last; answers how many were new, and where to go on. */
export const branch = internalMutation({
  args: {
    slug: v.union(v.literal("riyadh"), v.literal("jeddah"), v.literal("cairo")),
    anchorAt: v.number(),
    from: v.number(),
  },
  returns: v.object({ written: v.number(), next: v.nullable(v.number()) }),
  handler: async (ctx, { slug, anchorAt, from }) => {
    if (!demoIsOn()) throw appError("demo.off");
    const { branch: found, crew } = await loadCrew(ctx, slug);
    const done = await writeScenarios(ctx, found, slug, crew, anchorAt, from);
    if (done.next !== null) return done;
    const stories = slug === "riyadh" ? await writeStories(ctx, found, crew, anchorAt) : 0;
    await writePositions(ctx, found, crew, anchorAt);
    await writeTrails(ctx, found, crew, anchorAt);
    return { written: done.written + stories, next: null };
  },
});

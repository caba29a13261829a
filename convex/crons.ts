/** What the server does by itself, day by day. Everything tied to one ticket is scheduled by that ticket instead. */
import { cronJobs } from "convex/server";
import { internal } from "./_generated/api";

const crons = cronJobs();
crons.hourly("uploads nobody claimed", { minuteUTC: 17 }, internal.jobs.sweeps.uploads, {});
crons.daily(
  "operation ids past their memory",
  { hourUTC: 1, minuteUTC: 40 },
  internal.jobs.sweeps.operations,
  {},
);
crons.hourly("trails past their days", { minuteUTC: 47 }, internal.jobs.sweeps.trails, {});
crons.daily("duty past its days", { hourUTC: 1, minuteUTC: 45 }, internal.jobs.sweeps.duty, {});
crons.daily("gestures past their days", { hourUTC: 1, minuteUTC: 50 }, internal.jobs.sweeps.actions, {});
crons.daily("drafts nobody touched", { hourUTC: 1, minuteUTC: 55 }, internal.jobs.plans.sweep, {});

// The platform asks for a default export here.
export default crons;

/**
 * Whose tokens count: this deployment's own (@convex-dev/auth signs with its key), and Clerk's where it is set up.
 * CLERK_JWT_ISSUER_DOMAIN must exist on every deployment, because a variable named here may not be missing; "off" means
 * there is no Clerk.
 */
const clerk = process.env["CLERK_JWT_ISSUER_DOMAIN"];

export default {
  providers: [
    { domain: process.env["CONVEX_SITE_URL"], applicationID: "convex" },
    ...(clerk && clerk !== "off" ? [{ domain: clerk, applicationID: "convex" }] : []),
  ],
};

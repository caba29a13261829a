/** The deployment issues its own tokens: @convex-dev/auth signs with this deployment's key. */
export default {
  providers: [{ domain: process.env["CONVEX_SITE_URL"], applicationID: "convex" }],
};

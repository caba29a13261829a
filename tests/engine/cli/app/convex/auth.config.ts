export default {
  providers: [
    {
      type: "customJwt",
      issuer: "https://tests.example",
      jwks: process.env.TEST_JWKS,
      algorithm: "RS256",
      applicationID: "tests",
    },
    { domain: process.env.CONVEX_SITE_URL, applicationID: "own" },
    { domain: process.env.TEST_OIDC, applicationID: "oidc" },
  ],
};

/**
 * Auth providers as the pushed `auth.config.ts` declares them (the `appAuth` member of a push answer).
 * Owns the shape only; the push stores them, `verify.ts` uses them.
 */
export type AuthProvider =
  | { domain: string; applicationID: string }
  | {
      type: "customJwt";
      issuer: string;
      /** http(s) or data: URL of a JSON Web Key Set. */
      jwks: string;
      algorithm: "RS256" | "ES256";
      applicationID?: string | null;
    };

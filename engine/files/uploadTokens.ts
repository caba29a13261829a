/**
 * Permissions to upload one file: signed, not stored.
 * Owns their form: component path and expiry under an HMAC.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { ComponentPath } from "../values/json";

const LIFETIME_MS = 60 * 60 * 1000;
const claims = z.object({ component: z.string(), expiresAt: z.number() });

export class UploadTokens {
  readonly #key: Buffer;
  readonly #now: () => number;

  /** @param secret any secret of the deployment; the signing key is derived from it. */
  constructor(secret: string, now: () => number = Date.now) {
    this.#key = createHmac("sha256", secret).update("upload tokens").digest();
    this.#now = now;
  }

  issue(component: ComponentPath): string {
    const body = Buffer.from(JSON.stringify({ component, expiresAt: this.#now() + LIFETIME_MS })).toString(
      "base64url",
    );
    return `${body}.${this.#sign(body).toString("base64url")}`;
  }

  /** The component the token was issued for; null if it is forged or older than an hour. */
  redeem(token: string): ComponentPath | null {
    const [body, signature] = token.split(".");
    if (body === undefined || signature === undefined) return null;
    const expected = this.#sign(body);
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const parsed = claims.parse(JSON.parse(Buffer.from(body, "base64url").toString("utf8")));
    return parsed.expiresAt > this.#now() ? parsed.component : null;
  }

  #sign(body: string): Buffer {
    return createHmac("sha256", this.#key).update(body).digest();
  }
}

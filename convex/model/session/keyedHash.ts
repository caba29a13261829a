/**
 * One-way forms of short-lived secrets. Keyed with the deployment's signing key, so that a copy of the database alone
 * does not let anybody try the million six-digit codes, or recognise an invitation.
 */
const HEX = 16;

/** HMAC-SHA-256 of `text` for one purpose, in hex. The same text for another purpose hashes differently. */
export async function keyedHash(purpose: string, text: string): Promise<string> {
  const secret = process.env["JWT_PRIVATE_KEY"];
  if (!secret) throw new Error("JWT_PRIVATE_KEY is not set on this deployment");
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const signed = await crypto.subtle.sign("HMAC", key, encoder.encode(`${purpose}\n${text}`));
  return Array.from(new Uint8Array(signed), (byte) => byte.toString(HEX).padStart(2, "0")).join("");
}

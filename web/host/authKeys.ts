/**
 * The key pair that signs session tokens: made once per installation and handed to the deployment as environment
 * variables. Keeping the file keeps everybody signed in across restarts.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { exportJWK, exportPKCS8, generateKeyPair } from "jose";
import { z } from "zod";

const keysSchema = z.object({ JWT_PRIVATE_KEY: z.string(), JWKS: z.string() });

export type AuthKeys = z.infer<typeof keysSchema>;

/** A fresh RS256 pair in the form `@convex-dev/auth` reads: PKCS#8 on one line and a JWK set. */
export async function createAuthKeys(): Promise<AuthKeys> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
  const pem = await exportPKCS8(privateKey);
  return {
    JWT_PRIVATE_KEY: pem.trimEnd().replaceAll("\n", " "),
    JWKS: JSON.stringify({ keys: [{ use: "sig", ...(await exportJWK(publicKey)) }] }),
  };
}

/** Reads the pair of this installation, making it on the first call. */
export async function loadAuthKeys(file: string): Promise<AuthKeys> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text !== null) return keysSchema.parse(JSON.parse(text));
  const keys = await createAuthKeys();
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(keys), { mode: 0o600, flag: "wx" });
  return keys;
}

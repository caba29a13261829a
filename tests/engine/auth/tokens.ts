/** Signing keys, tokens and an OIDC issuer on a local port. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

export interface Signer {
  kid: string;
  algorithm: string;
  jwk: JWK;
  sign(claims: JWTPayload, header?: { kid?: string }): Promise<string>;
}

export async function createSigner(algorithm: "RS256" | "ES256" | "EdDSA", kid = "k1"): Promise<Signer> {
  const { publicKey, privateKey }: { publicKey: CryptoKey; privateKey: CryptoKey } = await generateKeyPair(
    algorithm,
    { extractable: true },
  );
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: "sig" };
  return {
    kid,
    algorithm,
    jwk,
    sign: async (claims, header = { kid }) =>
      await new SignJWT(claims).setProtectedHeader({ alg: algorithm, ...header }).sign(privateKey),
  };
}

export function dataUrl(...signers: Signer[]): string {
  return `data:application/json,${encodeURIComponent(JSON.stringify({ keys: [signers].flat().map(({ jwk }) => jwk) }))}`;
}

export interface Issuer {
  url: string;
  /** Replaces what the issuer publishes. */
  keys: JWK[];
  requests: string[];
  contentType: string;
  /** Overrides the issuer its discovery document names. */
  claimedIssuer: string | null;
  close(): Promise<void>;
}

/** An issuer on a free port, or on the one given. */
export async function startIssuer(signers: Signer | readonly Signer[], port = 0): Promise<Issuer> {
  const server = createServer((request, response) => {
    issuer.requests.push(request.url ?? "");
    response.setHeader("content-type", issuer.contentType);
    if (request.url === "/.well-known/openid-configuration") {
      response.end(
        JSON.stringify({ issuer: issuer.claimedIssuer ?? issuer.url, jwks_uri: `${issuer.url}/keys` }),
      );
    } else if (request.url === "/keys") {
      response.end(JSON.stringify({ keys: issuer.keys }));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: listening } = server.address() as AddressInfo;
  const issuer: Issuer = {
    url: `http://127.0.0.1:${listening}`,
    keys: [signers].flat().map(({ jwk }) => jwk),
    requests: [],
    contentType: "application/json",
    claimedIssuer: null,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return issuer;
}

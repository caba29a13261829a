/**
 * A stand-in for Resend and Twilio on this machine: records what arrives, answers what the test says. Speaks just enough
 * of both HTTP interfaces for their clients to believe it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Arrived {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What the next call gets: an HTTP answer, or the connection cut without one. */
type Answer = { readonly status: number; readonly json: unknown } | "cut";

export interface Providers {
  readonly url: string;
  readonly arrived: Arrived[];
  /** Answers used up one by one; afterwards everything succeeds. */
  readonly answers: Answer[];
  stop(): Promise<void>;
}

export async function startProviders(): Promise<Providers> {
  const arrived: Arrived[] = [];
  const answers: Answer[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = request.url ?? "";
      arrived.push({ path, headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
      const answer = answers.shift() ?? {
        status: path.includes("/Messages.json") ? 201 : 200,
        json: path.includes("/Messages.json")
          ? { sid: `SM${arrived.length}` }
          : { id: `mail-${arrived.length}` },
      };
      if (answer === "cut") {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(JSON.stringify(answer.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    answers,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Environment that makes a deployment send to the stand-in. */
export function providerVariables(url: string): Record<string, string> {
  return {
    RESEND_API_KEY: "re_test",
    RESEND_FROM: "Waha <hello@waha.test>",
    RESEND_BASE_URL: url,
    TWILIO_ACCOUNT_SID: "AC0",
    TWILIO_AUTH_TOKEN: "secret-token",
    TWILIO_FROM: "+15005550006",
    TWILIO_WHATSAPP_FROM: "+15005550007",
    TWILIO_BASE_URL: url,
  };
}

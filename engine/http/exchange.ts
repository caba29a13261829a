/**
 * One HTTP request and its answer.
 * Owns reading bodies within limits, cross-origin headers and the error form `{code, message}`; routes decide the rest.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { AuthFailure } from "../auth/failure";
import { HttpFailure } from "../push/api";
import type { JSONObject, JSONValue } from "../values/json";
import { callerIp } from "./callerIp";

/** Function arguments may be 16 MiB; the rest is room for their wrapping. */
export const MAX_CALL_BYTES = 17 * 1024 * 1024;
/** Pushed code may be 32 MiB, its source maps come on top. */
export const MAX_PUSH_BYTES = 160 * 1024 * 1024;

export class Exchange {
  readonly url: URL;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  }

  get ip(): string | null {
    return callerIp(this.request);
  }

  /** The body as a JSON object; inflates `br` and `gzip`. */
  async jsonBody(maxBytes: number): Promise<JSONObject> {
    const text = (await this.body(maxBytes)).toString("utf8");
    let json: JSONValue;
    try {
      json = JSON.parse(text);
    } catch {
      throw new HttpFailure(400, "BadJsonBody", "The request body is not JSON.");
    }
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      throw new HttpFailure(400, "BadJsonBody", "The request body is not a JSON object.");
    }
    return json;
  }

  /** The inflated body. Throws 413 beyond the limit, which counts inflated bytes. */
  async body(maxBytes: number): Promise<Buffer> {
    let source: Readable = this.request;
    const encoding = this.header("content-encoding") ?? "identity";
    if (encoding === "br") source = this.request.pipe(createBrotliDecompress());
    else if (encoding === "gzip") source = this.request.pipe(createGunzip());
    else if (encoding !== "identity") {
      throw new HttpFailure(415, "UnsupportedEncoding", `Content-Encoding "${encoding}" is not supported.`);
    }
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      // Leaving the loop early must not cut the connection: the refusal is still to be sent on it.
      for await (const chunk of source.iterator({ destroyOnReturn: false })) {
        if (!Buffer.isBuffer(chunk)) continue;
        size += chunk.length;
        if (size > maxBytes) {
          throw new HttpFailure(413, "PayloadTooLarge", `The request body exceeds ${maxBytes} bytes.`);
        }
        chunks.push(chunk);
      }
    } catch (error) {
      this.request.unpipe();
      if (error instanceof HttpFailure) throw error;
      throw new HttpFailure(400, "BadBody", "The request body could not be read.");
    }
    return Buffer.concat(chunks);
  }

  /** Browsers of any origin may call: callers are known by their token, never by cookies. */
  allowCrossOrigin(): void {
    const origin = this.header("origin");
    if (origin === undefined) return;
    this.response.setHeader("Access-Control-Allow-Origin", origin);
    this.response.setHeader("Access-Control-Allow-Credentials", "true");
    this.response.setHeader("Vary", "Origin");
  }

  /** Answers an OPTIONS preflight. */
  preflight(): void {
    const { response } = this;
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS");
    response.setHeader(
      "Access-Control-Allow-Headers",
      this.header("access-control-request-headers") ?? "authorization, content-type, convex-client",
    );
    response.setHeader("Access-Control-Max-Age", "86400");
    response.writeHead(204).end();
  }

  /** @param body JSON text. */
  sendJsonText(status: number, body: string): void {
    this.#send(status, "application/json", body);
  }

  sendJson(status: number, body: JSONValue): void {
    this.sendJsonText(status, JSON.stringify(body));
  }

  sendText(status: number, body: string): void {
    this.#send(status, "text/plain; charset=utf-8", body);
  }

  /** Answers any refusal; what is not a known refusal is ours and reported. */
  sendFailure(error: unknown, report: (error: unknown) => void): void {
    if (this.response.headersSent) {
      this.response.destroy();
      return;
    }
    if (error instanceof HttpFailure || error instanceof AuthFailure) {
      this.sendJson(error.status, { code: error.code, message: error.message });
      return;
    }
    report(error);
    this.sendJson(500, {
      code: "InternalServerError",
      message: "Your request couldn't be completed. Try again later.",
    });
  }

  get #isStreamingIn(): boolean {
    const { complete, headers } = this.request;
    const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
    return !complete && hasBody;
  }

  #send(status: number, type: string, body: string): void {
    const bytes = Buffer.from(body);
    // A request without a body is not complete either until its parser's next turn; it keeps its connection.
    if (this.#isStreamingIn) this.response.setHeader("Connection", "close");
    this.response.writeHead(status, { "Content-Type": type, "Content-Length": bytes.length });
    this.response.end(this.request.method === "HEAD" ? undefined : bytes);
    // A refused body that still streams in would otherwise keep the connection busy.
    if (!this.request.complete) this.request.resume();
  }
}

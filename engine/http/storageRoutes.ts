/**
 * Uploading and downloading stored files.
 * Owns ranges, caching and the headers that keep a foreign file from acting as a page of this origin.
 */
import { pipeline } from "node:stream/promises";
import type { FileStore, OpenedFile } from "../files/fileStore";
import type { UploadTokens } from "../files/uploadTokens";
import { HttpFailure } from "../push/api";
import type { Exchange } from "./exchange";
import type { Route } from "./route";

export interface StorageRouteServices {
  files: FileStore;
  uploadTokens: UploadTokens;
}

/** Types a browser would run or render as a document when opened on their own. */
const ACTIVE_TYPES =
  /^(?:text\/html|application\/xhtml\+xml|image\/svg\+xml|(?:text|application)\/(?:xml|[\w.-]+\+xml)|text\/xsl)\b/i;

export function storageRoutes({ files, uploadTokens }: StorageRouteServices): Route[] {
  return [
    {
      method: "POST",
      path: "/api/storage/upload",
      async handle(exchange) {
        const component = uploadTokens.redeem(exchange.url.searchParams.get("token") ?? "");
        if (component === null) {
          throw new HttpFailure(401, "InvalidUploadToken", "The upload URL is invalid or has expired.");
        }
        const storageId = await files.receive(
          component,
          // A refused upload must not cut the connection: the refusal is still to be sent on it.
          exchange.request.iterator({ destroyOnReturn: false }),
          exchange.header("content-type") ?? null,
          digestHeader(exchange.header("digest")),
        );
        exchange.sendJson(200, { storageId });
      },
    },
    {
      method: "GET",
      prefix: "/api/storage/",
      async handle(exchange) {
        const uuid = decodeURIComponent(exchange.url.pathname.slice("/api/storage/".length));
        const file = files.openUuid(exchange.url.searchParams.get("component") ?? "", uuid);
        if (file === null) throw new HttpFailure(404, "NotFound", "File not found.");
        await sendFile(exchange, file);
      },
    },
  ];
}

async function sendFile(exchange: Exchange, file: OpenedFile): Promise<void> {
  const { request, response } = exchange;
  const etag = `"${file.sha256}"`;
  response.setHeader("Cache-Control", "private, max-age=2592000");
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("ETag", etag);
  response.setHeader("Digest", `sha-256=${file.sha256}`);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  response.setHeader("Content-Type", file.contentType ?? "application/octet-stream");
  if (file.contentType === null || ACTIVE_TYPES.test(file.contentType)) {
    response.setHeader("Content-Disposition", "attachment");
  }
  if (exchange.header("if-none-match") === etag) {
    response.writeHead(304).end();
    return;
  }
  const range = requestedRange(exchange.header("range"), file.size);
  if (range === "unsatisfiable") {
    response.setHeader("Content-Range", `bytes */${file.size}`);
    throw new HttpFailure(416, "RangeNotSatisfiable", "The requested range is not satisfiable.");
  }
  if (range === null) {
    response.writeHead(200, { "Content-Length": file.size });
  } else {
    response.writeHead(206, {
      "Content-Length": range.end - range.start + 1,
      "Content-Range": `bytes ${range.start}-${range.end}/${file.size}`,
    });
  }
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  await pipeline(file.stream(range ?? undefined), response);
}

/** One range only, as `Range: bytes=a-b`, `a-` or `-n`; null when none is asked for. */
function requestedRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "unsatisfiable" | null {
  if (header === undefined) return null;
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.replaceAll(" ", ""));
  if (match === null) return "unsatisfiable";
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return "unsatisfiable";
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}

function digestHeader(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const match = /^sha-256=(.+)$/i.exec(header.trim());
  if (match?.[1] === undefined) {
    throw new HttpFailure(400, "BadDigest", 'The Digest header must be "sha-256=<base64>".');
  }
  return match[1];
}

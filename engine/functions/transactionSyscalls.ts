/**
 * The operations that a query or mutation may issue. Each takes JSON text and answers with JSON text; documents are
 * spliced as text and never parsed here. Nested calls are `transactionCall.ts`.
 */
import type { QueryPageArgs } from "../transaction/api";
import type { JSONObject } from "../values/json";
import { handleOf } from "./address";
import { findTarget } from "./callChecks";
import { commonOperation } from "./execution";
import { CallRefused } from "./failure";
import {
  isObject,
  numberArg,
  objectArg,
  optionalNumber,
  optionalText,
  parseArgs,
  textArg,
} from "./syscallArgs";
import type { TransactionFrame } from "./transactionCall";

type Operation = (frame: TransactionFrame, args: JSONObject, op: string) => string;

const done = "null";

/** Convex's text. Queries count over all they call, which the transaction does; mutations per function. */
const MULTIPLE_PAGES =
  "This query or mutation function ran multiple paginated queries. Convex only supports a single paginated query in each function.";

/** Five years, in ms: no job may be further away. */
const maxScheduleAheadMs = 5 * 365 * 24 * 60 * 60 * 1000;

function requireMutation(frame: TransactionFrame, what: string): void {
  if (frame.info.udfType !== "mutation") throw new CallRefused(`${what} is only available in mutations.`);
}

const reads: Record<string, Operation> = {
  "1.0/queryStream": (frame, args) =>
    `{"queryId":${frame.tx.queryStart(frame.component, objectArg(args, "query"))}}`,
  "1.0/queryCleanup": (frame, args) => {
    frame.tx.queryCleanup(numberArg(args, "queryId"));
    return "true";
  },
  "1.0/queryPage": (frame, args) => {
    if (frame.paginated) throw new CallRefused(MULTIPLE_PAGES);
    frame.paginated = true;
    const page: QueryPageArgs = {
      query: objectArg(args, "query"),
      cursor: optionalText(args, "cursor") ?? null,
      endCursor: optionalText(args, "endCursor") ?? null,
      pageSize: numberArg(args, "pageSize"),
      maximumRowsRead: optionalNumber(args, "maximumRowsRead"),
      maximumBytesRead: optionalNumber(args, "maximumBytesRead"),
    };
    const { pageText, isDone, continueCursor, splitCursor, pageStatus } = frame.tx.queryPage(
      frame.component,
      page,
    );
    const rest = JSON.stringify({ isDone, continueCursor, splitCursor, pageStatus });
    return `{"page":${pageText},${rest.slice(1)}`;
  },
  "1.0/get": (frame, args) =>
    frame.tx.getText(
      frame.component,
      textArg(args, "id"),
      args["isSystem"] === true,
      optionalText(args, "table"),
    ) ?? "null",
  "1.0/count": (frame, args) => String(frame.tx.count(frame.component, textArg(args, "table"))),
  "1.0/db/normalizeId": (frame, args) =>
    JSON.stringify({
      id: frame.tx.normalizeId(frame.component, textArg(args, "table"), textArg(args, "idString")),
    }),
  "1.0/getTransactionMetrics": (frame) => JSON.stringify(frame.tx.metrics()),
  "1.0/getSnapshotTs": (frame) => JSON.stringify({ $integer: int64(frame.tx.snapshotTs) }),
  "1.0/createFunctionHandle": (frame, args) => {
    const { address } = findTarget(args, frame.component, frame.services.active().application);
    return JSON.stringify(handleOf(address));
  },
  "1.0/storageGetUrl": (frame, args) =>
    JSON.stringify(frame.services.files.url(frame.tx, frame.component, textArg(args, "storageId"))),
  "1.0/storageGetMetadata": (frame, args) =>
    JSON.stringify(frame.services.files.metadata(frame.tx, frame.component, textArg(args, "storageId"))),
};

const writes: Record<string, Operation> = {
  "1.0/insert": (frame, args) =>
    JSON.stringify({
      _id: frame.tx.insert(frame.component, textArg(args, "table"), objectArg(args, "value")),
    }),
  "1.0/shallowMerge": (frame, args) => {
    frame.tx.patch(
      frame.component,
      textArg(args, "id"),
      objectArg(args, "value"),
      optionalText(args, "table"),
    );
    return done;
  },
  "1.0/replace": (frame, args) => {
    frame.tx.replace(
      frame.component,
      textArg(args, "id"),
      objectArg(args, "value"),
      optionalText(args, "table"),
    );
    return done;
  },
  "1.0/remove": (frame, args) => {
    frame.tx.remove(frame.component, textArg(args, "id"), optionalText(args, "table"));
    return done;
  },
  "1.0/schedule": (frame, args) => {
    const { address: target, info } = findTarget(args, frame.component, frame.services.active().application);
    const dueAt = dueTime(args, frame.execution.nowMs);
    const values = isObject(args["args"]) ? args["args"] : {};
    const { scheduledFunctionId } = frame.execution;
    const canceled =
      scheduledFunctionId !== null && frame.services.scheduling.isCanceled(scheduledFunctionId);
    const job = { target, info, args: values, dueAt, canceled };
    return JSON.stringify(frame.services.scheduling.schedule(frame.tx, frame.component, job));
  },
  "1.0/cancel_job": (frame, args) => {
    frame.services.scheduling.cancel(frame.tx, frame.component, textArg(args, "id"));
    return done;
  },
  "1.0/signJwt": (frame, args) =>
    JSON.stringify(
      frame.services.signer.sign(
        isObject(args["claims"]) ? args["claims"] : {},
        numberArg(args, "expiresInSeconds"),
        frame.component,
      ),
    ),
  "1.0/storageGenerateUploadUrl": (frame) => JSON.stringify(frame.services.files.uploadUrl(frame.component)),
  "1.0/storageDelete": (frame, args) => {
    frame.services.files.remove(frame.tx, frame.component, textArg(args, "storageId"));
    return done;
  },
  "1.0/storageStore": (frame, args) => {
    const bytes = Buffer.from(textArg(args, "blob"), "base64");
    frame.tx.charge("filesWritten", 1);
    frame.tx.charge("fileWriteBytes", bytes.length);
    const contentType = optionalText(args, "contentType") ?? "";
    return JSON.stringify(
      frame.services.files.storeSync(frame.tx, frame.component, {
        bytes,
        contentType: contentType === "" ? null : contentType,
        sha256: optionalText(args, "sha256"),
      }),
    );
  },
  "1.0/storageGet": (frame, args) => {
    const file = frame.services.files.readSync(frame.tx, frame.component, textArg(args, "storageId"));
    if (file === null) return "null";
    frame.tx.charge("filesRead", 1);
    frame.tx.charge("fileReadBytes", file.bytes.length);
    return JSON.stringify({
      blob: Buffer.from(file.bytes).toString("base64"),
      contentType: file.contentType,
    });
  },
  "1.0/auditLog": (frame, args) => {
    frame.execution.logs.push("INFO", `audit ${JSON.stringify(args["body"] ?? null)}`);
    return done;
  },
};

const streamNextPattern = /^\{"queryId":(\d+)\}$/;

/** The hot path: one call per row handed to user code. */
function nextRow(frame: TransactionFrame, argsText: string): string {
  const match = streamNextPattern.exec(argsText);
  const queryId =
    match === null ? numberArg(parseArgs("queryStreamNext", argsText), "queryId") : Number(match[1]);
  const { valueText, done: isDone } = frame.tx.queryNext(queryId);
  return `{"value":${valueText ?? "null"},"done":${isDone}}`;
}

/** Epoch ms from an operation's `ts` in seconds; the past means now. Throws beyond five years. */
export function dueTime(args: JSONObject, nowMs: number): number {
  const dueAt = numberArg(args, "ts") * 1000;
  if (dueAt - nowMs > maxScheduleAheadMs)
    throw new CallRefused("Functions cannot be scheduled more than five years ahead.");
  if (nowMs - dueAt > maxScheduleAheadMs)
    throw new CallRefused("Functions cannot be scheduled more than five years in the past.");
  return dueAt;
}

function int64(value: bigint): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes.toString("base64");
}

/** Answers one operation of a query or mutation; throws an error whose message is for the developer. */
export function transactionOperation(frame: TransactionFrame, op: string, argsText: string): string {
  if (op === "1.0/queryStreamNext") return nextRow(frame, argsText);
  const read = reads[op];
  if (read !== undefined) return read(frame, parseArgs(op, argsText), op);
  const write = writes[op];
  if (write !== undefined) {
    requireMutation(frame, operationName(op));
    return write(frame, parseArgs(op, argsText), op);
  }
  if (op === "1.0/getRequestMetadata") requireMutation(frame, "getRequestMetadata()");
  const common = commonOperation(op, frame.execution, frame.services, frame.component, frame.info);
  if (common !== undefined) return JSON.stringify(common);
  throw new Error(`Unknown async operation ${op}`);
}

function operationName(op: string): string {
  return op.replace("1.0/", "").replace("_job", "");
}

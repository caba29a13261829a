/**
 * What the engine says about itself: one line per event, for people or, on request, as JSON for log collectors.
 * Owns the two forms and the levels; who says what is elsewhere.
 */
import type { ExecutionLogEntry } from "../execution/api";
import type { JSONObject } from "../values/json";

/** In rising order of importance; each level includes those after it. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_FORMATS = ["text", "json"] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export interface EngineEvent {
  level: LogLevel;
  /** Stable name, for filters. */
  event: string;
  /** One line for people. */
  message: string;
  fields?: JSONObject;
}

export type EventSink = (event: EngineEvent) => void;

export interface EventLogOptions {
  format: LogFormat;
  level: LogLevel;
  /** Takes a line without its end; warnings and errors go to `error`. */
  write: { out: (line: string) => void; error: (line: string) => void };
  /** Wall clock, epoch ms. */
  now?: () => number;
}

export function createEventLog({ format, level, write, now = Date.now }: EventLogOptions): EventSink {
  const lowest = LOG_LEVELS.indexOf(level);
  return (event) => {
    const rank = LOG_LEVELS.indexOf(event.level);
    if (rank < lowest) return;
    const line =
      format === "text"
        ? event.message
        : JSON.stringify({
            time: new Date(now()).toISOString(),
            level: event.level,
            event: event.event,
            message: event.message,
            ...event.fields,
          });
    (rank >= LOG_LEVELS.indexOf("warn") ? write.error : write.out)(line);
  };
}

/** A failure of the engine itself; people get its stack. */
export function failureEvent(error: unknown, format: LogFormat): EngineEvent {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = error instanceof Error ? error.message : String(error);
  return format === "text"
    ? { level: "error", event: "error", message: stack }
    : { level: "error", event: "error", message, fields: { stack } };
}

/** A finished query, mutation, action or HTTP action. */
export function executionEvent(entry: ExecutionLogEntry): EngineEvent {
  const durationMs = Math.round(entry.executionTime * 1000);
  const outcome = entry.error === null ? "" : ` failed: ${entry.error.split("\n")[0] ?? ""}`;
  return {
    level: "debug",
    event: "execution",
    message: `${entry.udfType} ${entry.identifier} ${durationMs} ms, ${entry.documentsRead} documents read${outcome}`,
    fields: {
      udfType: entry.udfType,
      identifier: entry.identifier,
      componentPath: entry.componentPath,
      durationMs,
      documentsRead: entry.documentsRead,
      requestId: entry.requestId,
      error: entry.error,
      logLines: entry.logLines,
    },
  };
}

/*
 * A thrown thing to sentences in the reader's language: a title and every reason. Recognises application errors
 * by their payload; anything else is our own fault and says so without details. Chooses no place on screen.
 */
import type { TFunction } from "i18next";
import { type AppErrorData, ERROR_KIND, type ErrorKind, parseAppError } from "../../shared/errors/catalog";
import type { Format } from "./format";
import type { Words } from "./useWords";

export interface PresentedError {
  readonly kind: ErrorKind | "unexpected";
  readonly title: string;
  /** All reasons, one sentence each; empty when the title says everything. */
  readonly reasons: readonly string[];
  readonly data: AppErrorData | undefined;
}

/** Instants in the sentences are written in `zone`, the zone of the branch the error is about. */
export function presentError(
  thrown: unknown,
  t: TFunction,
  words: Words,
  format: Format,
  zone: string,
): PresentedError {
  const data = parseAppError(thrown);
  if (data === undefined)
    return { kind: "unexpected", title: t("errors.unexpected"), reasons: [], data: undefined };
  const kind = ERROR_KIND[data.code];
  switch (data.code) {
    case "ticket.blocked":
      return {
        kind,
        title: t("errors.ticket.blocked", { number: data.params.number }),
        reasons: data.params.blockers.map((blocker) => words.blocker(blocker, zone)),
        data,
      };
    case "board.refused":
      return {
        kind,
        title: t("errors.board.refused"),
        reasons: data.params.tickets.map(({ number, blockers }) =>
          [`${number}:`, ...blockers.map((blocker) => words.blocker(blocker, zone))].join(" "),
        ),
        data,
      };
    case "board.alreadyUndone":
    case "board.alreadyDone":
      return {
        kind,
        title: t(`errors.${data.code}`, { by: words.name(data.params.by) }),
        reasons: [],
        data,
      };
    case "ticket.changedMeanwhile":
      return {
        kind,
        title: t("errors.ticket.changedMeanwhile", {
          by: words.name(data.params.by),
          number: data.params.number,
        }),
        reasons: [],
        data,
      };
    case "input.invalid":
      return { kind, title: t("errors.input.invalid", { field: data.params.field }), reasons: [], data };
    case "auth.tooManyAttempts":
      return {
        kind,
        title: t("errors.auth.tooManyAttempts", {
          wait: format.duration(Math.max(60_000, data.params.retryAfterMs)),
        }),
        reasons: [],
        data,
      };
    case "auth.passwordWeak":
      return {
        kind,
        title: t("errors.auth.passwordWeak", { min: format.number(data.params.min) }),
        reasons: [],
        data,
      };
    case "import.tooManyRows":
      return {
        kind,
        title: t("errors.import.tooManyRows", { max: format.number(data.params.max) }),
        reasons: [],
        data,
      };
    case "record.limitReached":
      return {
        kind,
        title: t("errors.record.limitReached", { max: format.number(data.params.max) }),
        reasons: [],
        data,
      };
    case "file.tooLarge":
      return {
        kind,
        title: t("errors.file.tooLarge", { maxMb: format.number(data.params.maxMb) }),
        reasons: [],
        data,
      };
    case "import.fileTooLarge":
      return {
        kind,
        title: t("errors.import.fileTooLarge", { maxMb: format.number(data.params.maxMb) }),
        reasons: [],
        data,
      };
    case "plan.blocked":
      return {
        kind,
        title: t("errors.plan.blocked"),
        reasons: data.params.moves.flatMap(({ number, blockers }) =>
          blockers.map((blocker) => t("plan.moveReason", { number, reason: words.blocker(blocker, zone) })),
        ),
        data,
      };
    case "plan.closed":
      return { kind, title: t("errors.plan.closed", { by: words.name(data.params.by) }), reasons: [], data };
    case "import.batchOutOfOrder":
      return {
        kind,
        title: t("errors.import.batchOutOfOrder", { expected: format.number(data.params.expected) }),
        reasons: [],
        data,
      };
    default:
      return { kind, title: t(`errors.${data.code}`), reasons: [], data };
  }
}

/* A gesture on the board in one phrase, for tooltips, toasts and the activity list. */
import type { FunctionReturnType } from "convex/server";
import { useTranslation } from "react-i18next";
import type { api } from "../../../../convex/_generated/api";
import { type ActionKind, kindOf, kindOfAction } from "../../../../shared/boardActions/held";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import type { BoardWorld } from "../judgeDrop";

export type BoardAction = FunctionReturnType<typeof api.boardActions.list>["page"][number];
type ActionTicket = BoardAction["tickets"][number];

/** A function from a gesture to its phrase; names and hours are those of the branch. */
export function useActionWords({
  technicians,
  branch,
}: Pick<BoardWorld, "technicians" | "branch">): (action: Pick<BoardAction, "tickets">) => string {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { zone } = branch;
  return ({ tickets }) => {
    const kind = kindOfAction(tickets);
    const [only] = tickets;
    if (only === undefined || tickets.length > 1)
      return t(`boardActions.many.${kind}`, { count: tickets.length });
    return t(`boardActions.one.${kind}`, values(only, kindOf(only)));
  };

  function values({ number, before, after }: ActionTicket, kind: ActionKind) {
    const name = (id: string | undefined) => {
      const found = technicians.find((row) => row.technicianId === id);
      return found ? words.name(found.name) : t("boardActions.somebody");
    };
    const [was, is] = [before.visit, after.visit];
    const time = (at: number | null | undefined) =>
      at === null || at === undefined ? t("board.lanes.untimed") : format.dateTime(at, zone);
    const length = (visit: typeof was) => format.duration((visit?.endsAt ?? 0) - (visit?.startsAt ?? 0));
    const pair =
      kind === "priority"
        ? [words.priority(before.priority), words.priority(after.priority)]
        : kind === "duration"
          ? [length(was), length(is)]
          : [time(was?.startsAt), time(is?.startsAt)];
    return {
      number,
      from: name(was?.technicianId),
      to: name(is?.technicianId),
      was: pair[0] ?? "",
      time: pair[1] ?? "",
    };
  }
}

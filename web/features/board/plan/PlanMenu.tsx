/* The way into plan mode: the open drafts of the day, and a new one. */
import { Lock, NotebookPen, Plus, Users } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import { roleHas } from "../../../../shared/access/permissions";
import { useLive } from "../../../lib/useLive";
import { useWords } from "../../../lib/useWords";
import { Bidi } from "../../../ui/Bidi";
import { Button } from "../../../ui/Button";
import { Skeleton } from "../../../ui/Skeleton";
import { CreateDraft } from "./CreateDraft";
import { type PlanScopeValue, usePlanScope } from "./planContext";

export function PlanMenu() {
  const scope = usePlanScope();
  if (scope === null || scope.situation.kind !== "live" || !roleHas(scope.me.role, "board.plan")) return null;
  return <DraftsOfDay scope={scope} />;
}

function DraftsOfDay({ scope }: { readonly scope: PlanScopeValue }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [creating, setCreating] = useState(false);
  return (
    <>
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <Button size="small" icon={<NotebookPen aria-hidden className="size-3.5" />}>
          {t("plan.menu.open")}
        </Button>
        <Popover
          offset={4}
          placement="bottom end"
          className="rounded-md border border-line bg-raised shadow-lift"
        >
          <Dialog aria-label={t("plan.menu.title")} className="w-80 p-2 outline-none">
            <p className="px-2 pt-1 pb-2 text-xs font-medium text-ink-3">{t("plan.menu.title")}</p>
            <DraftList
              scope={scope}
              onChoose={(draftId) => {
                setOpen(false);
                scope.onDraft(draftId);
              }}
            />
            <Button
              className="mt-2 w-full"
              size="small"
              tone="primary"
              icon={<Plus aria-hidden className="size-3.5" />}
              onPress={() => {
                setOpen(false);
                setCreating(true);
              }}
            >
              {t("plan.menu.create")}
            </Button>
          </Dialog>
        </Popover>
      </DialogTrigger>
      {creating && <CreateDraft scope={scope} onClose={() => setCreating(false)} />}
    </>
  );
}

interface DraftListProps {
  readonly scope: PlanScopeValue;
  readonly onChoose: (draftId: Parameters<PlanScopeValue["onDraft"]>[0]) => void;
}

function DraftList({ scope, onChoose }: DraftListProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { branch, day, me } = scope;
  const drafts = useLive(api.plans.list, { branchId: branch.branchId, serviceDay: day });
  if (drafts === undefined) return <Skeleton className="h-11" />;
  if (drafts.length === 0) return <p className="px-2 pb-1 text-sm text-ink-2">{t("plan.menu.none")}</p>;
  return (
    <ul className="flex max-h-72 flex-col gap-1 overflow-auto">
      {drafts.map((draft) => {
        const owner = draft.owner.userId === me.userId ? t("plan.banner.own") : words.name(draft.owner.name);
        const visibility = t(`plan.visibility.${draft.visibility}`);
        const Sign = draft.visibility === "private" ? Lock : Users;
        return (
          <li key={draft.draftId}>
            <AriaButton
              aria-label={t("plan.menu.entry", { title: draft.title, owner, visibility })}
              onPress={() => onChoose(draft.draftId)}
              className="flex w-full cursor-default items-center gap-2 rounded-md px-2 py-1.5 text-start data-hovered:bg-sunken"
            >
              <Sign aria-hidden className="size-4 shrink-0 text-ink-3" />
              <span className="min-w-0 flex-1 leading-tight">
                <Bidi className="truncate text-sm font-medium">{draft.title}</Bidi>
                <span className="block truncate text-xs text-ink-3">
                  <bdi>{owner}</bdi> · {visibility}
                </span>
              </span>
              <span className="shrink-0 text-xs text-ink-2">
                {t("plan.menu.moves", { count: draft.moveCount })}
              </span>
            </AriaButton>
          </li>
        );
      })}
    </ul>
  );
}

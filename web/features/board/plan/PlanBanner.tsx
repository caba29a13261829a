/*
 * Says unmistakably that the board shows a draft: which, whose, seen by whom; what it changes in all; and what one does
 * with it. Stands over the whole board in the accent colour and is there from the first moment the address asks for one.
 */
import { Link2, NotebookPen, PanelRight, Redo2, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { useNow } from "../../../lib/useNow";
import { useWords } from "../../../lib/useWords";
import { showToast } from "../../../ui/toastQueue";
import { ApplyDialog } from "./ApplyDialog";
import { BannerButton } from "./BannerButton";
import { DiscardDialog } from "./DiscardDialog";
import { PlanTotals } from "./PlanTotals";
import { type PlanMode, type PlanScopeValue, usePlanScope } from "./planContext";
import { useDraftAdmin } from "./useDraftAdmin";

export interface PlanBannerProps {
  /** Undoes what was applied as one gesture. */
  readonly onUndo: (gestureId: string) => void;
}

export function PlanBanner({ onUndo }: PlanBannerProps) {
  const { t } = useTranslation();
  const scope = usePlanScope();
  if (scope === null || scope.situation.kind === "live") return null;
  const { situation, onDraft, said } = scope;
  return (
    <section aria-label={t("plan.banner.label")} className="shrink-0 border-b-2 border-accent">
      <p role="status" className="sr-only">
        {said}
      </p>
      {situation.kind === "open" ? (
        <OpenDraft scope={scope} mode={situation.mode} onUndo={onUndo} />
      ) : (
        <div className="flex flex-wrap items-center gap-3 bg-accent px-3 py-1.5 text-sm text-on-accent">
          {situation.kind === "loading" ? (
            <p className="flex-1">{t("plan.banner.loading")}</p>
          ) : (
            <p role="alert" className="flex-1">
              <strong className="font-semibold">{t("plan.gone.title")}</strong> {t("plan.gone.text")}
            </p>
          )}
          <BannerButton onPress={() => onDraft(null)}>{t("plan.banner.leave")}</BannerButton>
        </div>
      )}
    </section>
  );
}

interface OpenDraftProps extends PlanBannerProps {
  readonly scope: PlanScopeValue;
  readonly mode: PlanMode;
}

function OpenDraft({ scope, mode, onUndo }: OpenDraftProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const now = useNow();
  const { me, branch, onDraft, panelOpen, onPanel } = scope;
  const { draft, editable, conflicts, undo, redo } = mode;
  const { owner, visibility, title, closed } = draft;
  const mine = owner.userId === me.userId;
  const admin = useDraftAdmin(scope, draft);
  const [asking, setAsking] = useState<"apply" | "discard" | null>(null);
  useUndoKeys(undo, redo);
  const ended =
    closed &&
    t(draft.state === "applied" ? "plan.banner.applied" : "plan.banner.discarded", {
      name: words.name(closed.name),
      ago: format.relative(closed.at, now),
    });
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-accent px-3 py-1.5 text-sm text-on-accent">
        <p className="flex items-center gap-1.5 rounded-sm border border-current px-1.5 py-0.5 text-xs font-semibold">
          <NotebookPen aria-hidden className="size-3.5" />
          {t("plan.banner.draft")}
        </p>
        <p className="min-w-0 flex-1 leading-tight">
          <strong className="font-semibold">
            <bdi>{title}</bdi>
          </strong>
          <span>
            {" · "}
            {mine ? t("plan.banner.own") : t("plan.banner.owner", { name: words.name(owner.name) })}
            {" · "}
            {visibility === "private"
              ? t("plan.banner.privateTo")
              : t("plan.banner.sharedWith", { branch: words.name(branch.name) })}
          </span>
          <span className="block text-xs opacity-90">{ended ?? t("plan.banner.notLive")}</span>
        </p>
        <div className="flex flex-wrap items-center gap-1.5">
          {editable && (
            <>
              <BannerButton
                label={t("plan.banner.undo")}
                isDisabled={undo === null}
                onPress={() => void undo?.()}
              >
                <Undo2 aria-hidden className="size-4 rtl:-scale-x-100" />
              </BannerButton>
              <BannerButton
                label={t("plan.banner.redo")}
                isDisabled={redo === null}
                onPress={() => void redo?.()}
              >
                <Redo2 aria-hidden className="size-4 rtl:-scale-x-100" />
              </BannerButton>
              {mine && (
                <BannerButton
                  isPending={admin.busy}
                  onPress={() => admin.share(visibility === "private" ? "shared" : "private")}
                >
                  {t(visibility === "private" ? "plan.banner.share" : "plan.banner.unshare")}
                </BannerButton>
              )}
            </>
          )}
          {visibility === "shared" && (
            <BannerButton
              label={t("plan.banner.copyLink")}
              onPress={() => void copyLink(t("plan.banner.linkCopied"))}
            >
              <Link2 aria-hidden className="size-4" />
            </BannerButton>
          )}
          <BannerButton pressed={panelOpen} onPress={() => onPanel(!panelOpen)}>
            <PanelRight aria-hidden className="size-4 rtl:-scale-x-100" />
            {t("plan.banner.panel")}
            {conflicts.length > 0 && (
              <span className="rounded-sm bg-on-accent px-1 text-2xs font-semibold text-accent">
                {t("plan.banner.conflicts", { count: conflicts.length })}
              </span>
            )}
          </BannerButton>
          {editable && admin.mayDiscard && (
            <BannerButton onPress={() => setAsking("discard")}>{t("plan.banner.discard")}</BannerButton>
          )}
          {draft.state === "discarded" && admin.mayDiscard && (
            <BannerButton isPending={admin.busy} onPress={() => admin.restore()}>
              {t("plan.banner.restore")}
            </BannerButton>
          )}
          {editable && (
            <BannerButton strong isDisabled={draft.moveCount === 0} onPress={() => setAsking("apply")}>
              {t("plan.banner.apply")}
            </BannerButton>
          )}
          <BannerButton
            onPress={() => {
              onDraft(null);
              if (editable) showToast({ tone: "info", title: t("plan.said.left", { title }) });
            }}
          >
            {t("plan.banner.leave")}
          </BannerButton>
        </div>
      </div>
      {editable && <PlanTotals comparison={mode.comparison} hidden={draft.hidden} />}
      {asking === "apply" && (
        <ApplyDialog scope={scope} mode={mode} onUndo={onUndo} onClose={() => setAsking(null)} />
      )}
      {asking === "discard" && <DiscardDialog scope={scope} draft={draft} onClose={() => setAsking(null)} />}
    </>
  );
}

/** The address of this draft alone: what its reader filters and has selected stays his own. */
async function copyLink(copied: string): Promise<void> {
  const link = new URL(window.location.href);
  const kept = ["branch", "day", "plan"];
  for (const key of [...link.searchParams.keys()]) if (!kept.includes(key)) link.searchParams.delete(key);
  await navigator.clipboard.writeText(link.toString());
  showToast({ tone: "done", title: copied });
}

/** Ctrl+Z and its opposite mean the draft while one is open, wherever the focus is but in a text. */
function useUndoKeys(undo: PlanMode["undo"], redo: PlanMode["redo"]): void {
  const latest = useRef({ undo, redo });
  latest.current = { undo, redo };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      // By the key's place: on an Arabic layout it writes another letter.
      const { code } = event;
      if (code !== "KeyZ" && code !== "KeyY") return;
      if (event.target instanceof Element && event.target.closest("input, textarea, [contenteditable]"))
        return;
      event.preventDefault();
      // The live board's own undo must not hear of it.
      event.stopImmediatePropagation();
      const run = code === "KeyY" || event.shiftKey ? latest.current.redo : latest.current.undo;
      void run?.();
    };
    window.addEventListener("keydown", listen, true);
    return () => window.removeEventListener("keydown", listen, true);
  }, []);
}

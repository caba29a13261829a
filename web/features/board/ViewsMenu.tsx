/*
 * Saved views of the board: choose one, keep what is on screen under a name, share it with the branch, make it what
 * the board opens with. Whoever may change a view gets its rename and remove.
 */
import { useMutation } from "convex/react";
import { Bookmark, ChevronDown, Link2, Pencil, Star, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { IconButton } from "../../ui/IconButton";
import { Skeleton } from "../../ui/Skeleton";
import { showToast } from "../../ui/toastQueue";
import { ViewForm } from "./ViewForm";
import type { Branch } from "./boardData";
import type { SavedView, SentContent } from "./boardViewsData";

export interface ViewsMenuProps {
  readonly branchId: Branch["branchId"];
  /** The view chosen last, if any. */
  readonly chosen: string | undefined;
  readonly onChoose: (view: SavedView | null) => void;
  /** What the board shows now; with the day, where it is another than today. */
  readonly current: (withDay: boolean) => SentContent;
  /** Days from today that would be kept; null where the day shown is today. */
  readonly dayOffset: number | null;
}

type Mode = { readonly kind: "list" } | { readonly kind: "form"; readonly view: SavedView | null };

export function ViewsMenu(props: ViewsMenuProps) {
  const { t } = useTranslation();
  const views = useLive(api.boardViews.list, { branchId: props.branchId });
  const chosen = views?.find((view) => view.viewId === props.chosen);
  return (
    <DialogTrigger>
      <AriaButton
        aria-label={chosen ? t("views.saved.current", { name: chosen.name }) : t("views.saved.label")}
        className="flex h-7 max-w-48 cursor-default items-center gap-1.5 rounded-md px-2 text-sm text-ink-2 data-hovered:bg-sunken data-hovered:text-ink"
      >
        <Bookmark aria-hidden className="size-4 shrink-0" />
        <bdi className={cx("truncate", chosen && "font-medium text-ink")}>
          {chosen?.name ?? t("views.saved.label")}
        </bdi>
        <ChevronDown aria-hidden className="size-3.5 shrink-0" />
      </AriaButton>
      <Popover
        offset={4}
        placement="bottom start"
        className="max-h-[75dvh] overflow-auto rounded-md border border-line bg-raised shadow-lift"
      >
        <Dialog aria-label={t("views.saved.label")} className="w-80 p-2 outline-none">
          {({ close }) => <ViewsBody {...props} views={views} close={close} />}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

interface ViewsBodyProps extends ViewsMenuProps {
  readonly views: readonly SavedView[] | undefined;
  readonly close: () => void;
}

function ViewsBody({ branchId, chosen, onChoose, current, dayOffset, views, close }: ViewsBodyProps) {
  const { t } = useTranslation();
  const [mode, setMode] = useState<Mode>({ kind: "list" });
  if (mode.kind === "form")
    return (
      <ViewForm
        branchId={branchId}
        view={mode.view}
        current={current}
        dayOffset={dayOffset}
        onDone={() => setMode({ kind: "list" })}
      />
    );
  const shelf = (title: string, list: readonly SavedView[]) =>
    list.length > 0 && (
      <section aria-label={title} className="mb-2">
        <p aria-hidden className="px-2 pb-1 text-xs text-ink-3">
          {title}
        </p>
        <ul>
          {list.map((view) => (
            <ViewRow
              key={view.viewId}
              view={view}
              branchId={branchId}
              chosen={view.viewId === chosen}
              onChoose={() => {
                onChoose(view);
                close();
              }}
              onEdit={() => setMode({ kind: "form", view })}
            />
          ))}
        </ul>
      </section>
    );
  return (
    <>
      {views === undefined ? (
        <Skeleton className="mb-2 h-16" />
      ) : views.length === 0 ? (
        <p className="px-2 pt-1 pb-3 text-sm text-ink-2">{t("views.saved.empty")}</p>
      ) : (
        <>
          {shelf(
            t("views.saved.own"),
            views.filter((view) => !view.shared),
          )}
          {shelf(
            t("views.saved.shared"),
            views.filter((view) => view.shared),
          )}
        </>
      )}
      <div className="flex flex-wrap gap-1 border-t border-line pt-2">
        <Button
          size="small"
          tone="primary"
          icon={<Bookmark aria-hidden className="size-3.5" />}
          onPress={() => setMode({ kind: "form", view: null })}
        >
          {t("views.saved.keep")}
        </Button>
        <Button
          size="small"
          icon={<Link2 aria-hidden className="size-3.5" />}
          onPress={() => {
            void navigator.clipboard.writeText(window.location.href).then(() => {
              showToast({ tone: "done", title: t("views.saved.linkCopied") });
            });
          }}
        >
          {t("views.saved.link")}
        </Button>
        {chosen !== undefined && (
          <Button size="small" tone="quiet" onPress={() => onChoose(null)}>
            {t("views.saved.plain")}
          </Button>
        )}
      </div>
    </>
  );
}

interface ViewRowProps {
  readonly view: SavedView;
  readonly branchId: Branch["branchId"];
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onEdit: () => void;
}

function ViewRow({ view, branchId, chosen, onChoose, onEdit }: ViewRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const setDefault = useMutation(api.boardViews.setDefault);
  const remove = useMutation(api.boardViews.remove);
  const [removing, setRemoving] = useState(false);
  const { name } = view;
  const failed = () => showToast({ tone: "problem", title: t("views.saved.failed", { name }) });
  if (removing)
    return (
      <li className="flex min-h-9 flex-wrap items-center gap-1 rounded-sm bg-urgent-soft px-2 py-1 text-sm text-urgent-ink">
        <span className="min-w-0 flex-1 basis-full break-words">
          {t(view.shared ? "views.saved.removeShared" : "views.saved.removeOwn", { name })}
        </span>
        <Button size="small" tone="danger" onPress={() => void remove({ viewId: view.viewId }).catch(failed)}>
          {t("views.saved.remove")}
        </Button>
        <Button size="small" tone="quiet" onPress={() => setRemoving(false)}>
          {t("views.saved.back")}
        </Button>
      </li>
    );
  return (
    <li className={cx("group flex min-h-9 items-center rounded-sm", chosen && "bg-accent-soft")}>
      <AriaButton
        aria-pressed={chosen}
        onPress={onChoose}
        className="flex min-w-0 flex-1 cursor-default items-center gap-1.5 rounded-sm px-2 py-1 text-start data-hovered:bg-sunken"
      >
        {view.shared && <Users aria-hidden className="size-3.5 shrink-0 text-ink-3" />}
        <span className="min-w-0 flex-1">
          <bdi className="block truncate text-sm font-medium">{name}</bdi>
          <span className="block truncate text-xs text-ink-3">
            {[
              view.content.dayOffset === null ? null : format.relativeDays(view.content.dayOffset),
              t(`board.list.${view.content.list}`),
              t(`views.centre.${view.content.centre}`),
              view.own ? null : words.name(view.changedBy),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </span>
      </AriaButton>
      <IconButton
        size="small"
        label={t(view.isDefault ? "views.saved.noDefault" : "views.saved.makeDefault", { name })}
        pressed={view.isDefault}
        icon={<Star aria-hidden className={cx("size-4", view.isDefault && "fill-current")} />}
        onPress={() =>
          void setDefault({ branchId, viewId: view.isDefault ? null : view.viewId }).catch(failed)
        }
      />
      {view.mayChange && (
        <>
          <IconButton
            size="small"
            label={t("views.saved.edit", { name })}
            icon={<Pencil aria-hidden className="size-3.5" />}
            onPress={onEdit}
          />
          <IconButton
            size="small"
            label={t("views.saved.removeThis", { name })}
            icon={<Trash2 aria-hidden className="size-3.5" />}
            onPress={() => setRemoving(true)}
          />
        </>
      )}
    </li>
  );
}

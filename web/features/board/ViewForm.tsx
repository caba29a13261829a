/* Keeps what the board shows under a name, or changes a kept view: its name, who sees it, what it shows. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { Button } from "../../ui/Button";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";
import type { Branch } from "./boardData";
import type { SavedView, SentContent } from "./boardViewsData";

export interface ViewFormProps {
  readonly branchId: Branch["branchId"];
  /** Null for a new one. */
  readonly view: SavedView | null;
  readonly current: (withDay: boolean) => SentContent;
  readonly dayOffset: number | null;
  readonly onDone: () => void;
}

export function ViewForm({ branchId, view, current, dayOffset, onDone }: ViewFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.shared ?? false);
  const [withDay, setWithDay] = useState(dayOffset !== null);
  const [anew, setAnew] = useState(view === null);
  const [operationId] = useState(() => crypto.randomUUID());
  const attempt = useAttempt();
  const keep = useMutation(api.boardViews.keep);
  const change = useMutation(api.boardViews.change);
  const send = async () => {
    const content = anew || view === null ? current(withDay) : view.content;
    const done = await attempt.run(() =>
      view === null
        ? keep({ branchId, name, shared, content, operationId })
        : change({ viewId: view.viewId, name, shared, content, expectedVersion: view.version }),
    );
    if (done) onDone();
  };
  return (
    <form
      className="flex flex-col gap-3 p-1"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField label={t("views.saved.name")} value={name} onChange={setName} maxLength={60} isRequired />
      {(view === null || view.own) && (
        <Switch on={shared} onChange={setShared}>
          {t("views.saved.share")}
        </Switch>
      )}
      {view !== null && (
        <Switch on={anew} onChange={setAnew}>
          {t("views.saved.anew")}
        </Switch>
      )}
      {anew && dayOffset !== null && (
        <Switch on={withDay} onChange={setWithDay}>
          {t("views.saved.withDay", { day: format.relativeDays(dayOffset) })}
        </Switch>
      )}
      <ProblemNotice problem={attempt.problem} />
      <div className="flex gap-2">
        <Button type="submit" size="small" tone="primary" isDisabled={attempt.busy || name.trim() === ""}>
          {t(view === null ? "views.saved.keepIt" : "views.saved.saveIt")}
        </Button>
        <Button size="small" tone="quiet" onPress={onDone}>
          {t("views.saved.back")}
        </Button>
      </div>
    </form>
  );
}

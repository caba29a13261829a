/* The keys of the board, shown by "?". */
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/Dialog";
import { Kbd } from "../../ui/Kbd";

export interface KeySheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

const KEYS = [
  { keys: ["Ctrl", "K"], name: "palette" },
  { keys: ["/"], name: "search" },
  { keys: ["1", "–", "5"], name: "lists" },
  { keys: ["G"], name: "grid" },
  { keys: ["↑", "↓"], name: "walk" },
  { keys: ["Enter"], name: "select" },
  { keys: ["Space"], name: "lift" },
  { keys: ["Enter"], name: "drop" },
  { keys: ["Esc"], name: "back" },
  { keys: ["Ctrl", "Space"], name: "choose" },
  { keys: ["Shift", "↓"], name: "extend" },
  { keys: ["Ctrl", "A"], name: "all" },
  { keys: ["Ctrl", "Z"], name: "undo" },
  { keys: ["Ctrl", "Shift", "Z"], name: "redo" },
  { keys: ["A"], name: "assign" },
  { keys: ["C"], name: "call" },
  { keys: ["M"], name: "message" },
  { keys: ["O"], name: "openPage" },
  { keys: ["N"], name: "create" },
  { keys: ["[", "]"], name: "days" },
  { keys: ["T"], name: "today" },
  { keys: ["?"], name: "sheet" },
] as const;

const LATE_KEYS = [
  { keys: ["L"], name: "open" },
  { keys: ["Shift", "←", "→"], name: "length" },
] as const;

/** Keys of the replay, with words of their own catalogue. */
const REPLAY_KEYS = [
  { keys: ["R"], name: "open" },
  { keys: [",", "."], name: "walk" },
  { keys: ["Space"], name: "play" },
] as const;

export function KeySheet({ open, onClose }: KeySheetProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} title={t("board.keys.title")} closeLabel={t("shell.close")} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
        {KEYS.map(({ keys, name }) => (
          <div key={name} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{t(`board.keys.${name}`)}</dd>
          </div>
        ))}
        {LATE_KEYS.map(({ keys, name }) => (
          <div key={name} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{t(`late.keys.${name}`)}</dd>
          </div>
        ))}
        {REPLAY_KEYS.map(({ keys, name }) => (
          <div key={name} className="contents">
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{t(`replay.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

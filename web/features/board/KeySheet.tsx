/* The keys of the board, shown by "?". */
import { useTranslation } from "react-i18next";
import { Dialog } from "../../ui/Dialog";
import { Keys } from "../../ui/Kbd";

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
  const rows = [
    ...KEYS.map(({ keys, name }) => ({ keys, text: t(`board.keys.${name}`) })),
    ...LATE_KEYS.map(({ keys, name }) => ({ keys, text: t(`late.keys.${name}`) })),
    ...REPLAY_KEYS.map(({ keys, name }) => ({ keys, text: t(`replay.keys.${name}`) })),
  ];
  return (
    <Dialog open={open} wide title={t("board.keys.title")} closeLabel={t("shell.close")} onClose={onClose}>
      <dl className="gap-x-6 text-sm sm:columns-2">
        {rows.map(({ keys, text }) => (
          <div key={text} className="flex break-inside-avoid items-center gap-3 py-1">
            <dt className="w-28 shrink-0">
              <Keys keys={keys} />
            </dt>
            <dd className="min-w-0 text-ink-2">{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

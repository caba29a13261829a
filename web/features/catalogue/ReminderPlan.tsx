/* The reminders a work type sends, in the order they are due [J-12]: which, how long before or after, on which way. */
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { CHANNELS } from "../../../shared/messages/channels";
import { PLANNED_KINDS } from "../../../shared/reminders/kinds";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Select } from "../../ui/Select";
import type { Policy } from "./catalogueData";
import { NumberField } from "./NumberField";

type Reminder = Policy["reminders"][number];

export interface ReminderPlanProps {
  readonly value: readonly Reminder[];
  readonly onChange: (value: Reminder[]) => void;
  readonly editable: boolean;
}

const MAX_REMINDERS = 10;
const LONGEST_MINUTES = 30 * 24 * 60;

export function ReminderPlan({ value, onChange, editable }: ReminderPlanProps) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<Reminder>) =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-sm font-medium text-ink-2">{t("catalogue.reminders.title")}</legend>
      {value.length === 0 && <p className="text-sm text-ink-2">{t("catalogue.reminders.none")}</p>}
      {value.map((reminder, index) => (
        // The order is the plan's; two lines may be the same for a moment.
        // oxlint-disable-next-line react/no-array-index-key
        <div
          key={index}
          className="grid items-end gap-2 rounded-md border border-line p-2 sm:grid-cols-[2fr_1fr_1fr_auto]"
        >
          <Select
            label={t("catalogue.reminders.kind")}
            value={reminder.kind}
            disabled={!editable}
            onChange={(kind) => change(index, { kind })}
            options={PLANNED_KINDS.map((kind) => ({
              value: kind,
              label: t(`catalogue.reminders.kinds.${kind}`),
            }))}
          />
          <NumberField
            label={t("catalogue.reminders.minutes")}
            value={reminder.offsetMinutes}
            min={0}
            max={LONGEST_MINUTES}
            disabled={!editable}
            onChange={(offsetMinutes) => change(index, { offsetMinutes })}
          />
          <Select
            label={t("catalogue.reminders.channel")}
            value={reminder.channel}
            disabled={!editable}
            onChange={(channel) => change(index, { channel })}
            options={CHANNELS.map((channel) => ({ value: channel, label: t(`outbox.channel.${channel}`) }))}
          />
          {editable && (
            <IconButton
              label={t("catalogue.reminders.remove", { number: index + 1 })}
              icon={<Trash2 aria-hidden className="size-4" />}
              onPress={() => onChange(value.filter((_one, at) => at !== index))}
            />
          )}
        </div>
      ))}
      {editable && value.length < MAX_REMINDERS && (
        <Button
          size="small"
          className="self-start"
          icon={<Plus aria-hidden className="size-3.5" />}
          onPress={() =>
            onChange([...value, { kind: "visit_hours_before", offsetMinutes: 120, channel: "sms" }])
          }
        >
          {t("catalogue.reminders.add")}
        </Button>
      )}
    </fieldset>
  );
}

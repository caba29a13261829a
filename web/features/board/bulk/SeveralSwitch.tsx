/* Turns plain clicks into selecting: for fingers, and for whoever has no keys to hold. */
import { ListChecks } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import type { ChoiceStore } from "../choice/choiceStore";

export function SeveralSwitch({ store }: { readonly store: ChoiceStore }) {
  const { t } = useTranslation();
  const on = useSyncExternalStore(store.subscribe, store.isSeveral);
  return (
    <IconButton
      size="small"
      label={t("boardActions.choice.mode")}
      pressed={on}
      icon={<ListChecks aria-hidden className="size-4 rtl:-scale-x-100" />}
      onPress={() => store.setSeveral(!on)}
    />
  );
}

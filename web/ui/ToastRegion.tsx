/* Draws the toast queue in the lower corner, on a phone above the thumb's bar at the top, and speaks each message once. */
import { CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import {
  Button as AriaButton,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from "react-aria-components";
import { Button } from "./Button";
import { cx } from "./classNames";
import { toastQueue } from "./toastQueue";

const EDGE = { problem: "border-s-urgent", info: "border-s-accent", done: "border-s-p" } as const;

export function ToastRegion({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) {
  return (
    <AriaToastRegion
      queue={toastQueue}
      aria-label={label}
      className="fixed bottom-4 end-4 z-60 max-md:top-4 max-md:bottom-auto flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none"
    >
      {({ toast }) => {
        const { tone, title, lines, action } = toast.content;
        const Icon = tone === "problem" ? TriangleAlert : tone === "done" ? CircleCheck : Info;
        return (
          <Toast
            toast={toast}
            {...(tone === "done" ? { "data-phase": "closed_good" } : {})}
            className={cx(
              "flex items-start gap-2 rounded-md border border-line border-s-4 bg-raised px-3 py-2.5 text-sm text-ink shadow-lift",
              EDGE[tone],
            )}
          >
            <Icon
              aria-hidden
              className={cx("mt-0.5 size-4 shrink-0", tone === "problem" ? "text-urgent" : "text-ink-2")}
            />
            <ToastContent className="min-w-0 flex-1">
              <Text slot="title" className="block font-medium">
                {title}
              </Text>
              {lines !== undefined && lines.length > 0 && (
                <Text slot="description" className="block text-ink-2">
                  {lines.map((line) => (
                    <span key={line} className="block">
                      {line}
                    </span>
                  ))}
                </Text>
              )}
              {action !== undefined && (
                <Button
                  size="small"
                  className="mt-1.5"
                  onPress={() => {
                    action.run();
                    toastQueue.close(toast.key);
                  }}
                >
                  {action.label}
                </Button>
              )}
            </ToastContent>
            <AriaButton
              slot="close"
              aria-label={closeLabel}
              className="-m-1 rounded-sm p-1 text-ink-3 data-hovered:text-ink"
            >
              <X aria-hidden className="size-4" />
            </AriaButton>
          </Toast>
        );
      }}
    </AriaToastRegion>
  );
}

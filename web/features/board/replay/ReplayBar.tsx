/* The bar of a replay: play and jump, the day to scrub along, what happened last, where the chosen technician was. */
import { ChevronFirst, ChevronLast, History, Pause, Play, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { REPLAY_CLOCKS } from "../../../../shared/replay/boardAt";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { IconButton } from "../../../ui/IconButton";
import { Ltr } from "../../../ui/Ltr";
import { Segmented } from "../../../ui/Segmented";
import { Select } from "../../../ui/Select";
import { ReplayScrubber } from "./ReplayScrubber";
import { ReplayWhere } from "./ReplayWhere";
import { replayText } from "./replayTime";
import type { Replay } from "./useReplay";
import { SPEEDS } from "./useReplayClock";

export interface ReplayBarProps {
  readonly replay: Replay;
  readonly zone: string;
  readonly runs: "ltr" | "rtl";
  readonly selectedTechnician: string | null;
  readonly onSelectTicket: (ticketId: string) => void;
}

function isBusy(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, button, [role]") !== null;
}

export function ReplayBar({ replay, zone, runs, selectedTechnician, onSelectTicket }: ReplayBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { at, ticks, passed, data } = replay;
  const previous = ticks[passed - (ticks[passed - 1]?.at === at ? 2 : 1)];
  const next = ticks[passed];
  const last = ticks[passed - 1];
  const jump = (tick: typeof next) => {
    if (tick === undefined) return;
    replay.goTo(tick.at);
  };
  const latest = useRef({ replay, previous, next, jump });
  latest.current = { replay, previous, next, jump };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const now = latest.current;
      const actions: Record<string, (() => void) | undefined> = {
        Comma: () => now.jump(now.previous),
        Period: () => now.jump(now.next),
        ...(isBusy(event.target) ? {} : { Space: now.replay.toggle }),
      };
      const typing =
        event.target instanceof HTMLElement &&
        event.target.closest("input:not([type=range]), textarea") !== null;
      const action = typing ? undefined : actions[event.code];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  const sentence =
    last === undefined
      ? null
      : t("replay.event", {
          time: format.time(last.at, zone),
          number: last.number,
          what: words.timeline(last.event.action),
          who: words.name(last.event.by),
        });
  return (
    <section
      aria-label={t("replay.open")}
      className="hatched shrink-0 border-y-2 border-dashed border-accent bg-accent-soft text-sm"
    >
      <div className="m-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-raised px-2 py-1.5">
        <span className="flex items-center gap-1.5 font-semibold text-accent">
          <History aria-hidden className="size-4 rtl:-scale-x-100" />
          {t("replay.title")}
        </span>
        <span className="flex items-center">
          <IconButton
            size="small"
            label={t("replay.previous")}
            icon={<ChevronFirst aria-hidden className="size-4 rtl:-scale-x-100" />}
            isDisabled={previous === undefined}
            onPress={() => jump(previous)}
          />
          <IconButton
            size="small"
            label={replay.playing ? t("replay.pause") : t("replay.play")}
            icon={
              replay.playing ? (
                <Pause aria-hidden className="size-4" />
              ) : (
                <Play aria-hidden className="size-4 rtl:-scale-x-100" />
              )
            }
            onPress={replay.toggle}
          />
          <IconButton
            size="small"
            label={t("replay.next")}
            icon={<ChevronLast aria-hidden className="size-4 rtl:-scale-x-100" />}
            isDisabled={next === undefined}
            onPress={() => jump(next)}
          />
        </span>
        <Select
          label={t("replay.speed")}
          labelHidden
          tone="plain"
          value={String(replay.speed)}
          onChange={(value) => {
            const speed = SPEEDS.find((one) => String(one) === value);
            if (speed !== undefined) replay.setSpeed(speed);
          }}
          options={SPEEDS.map((speed) => ({ value: String(speed), label: t("replay.times", { speed }) }))}
        />
        <time
          className="min-w-18 text-center text-lg font-semibold tabular-nums"
          dateTime={new Date(at).toISOString()}
        >
          <Ltr>{format.digits(replayText(at, zone))}</Ltr>
        </time>
        <ReplayScrubber
          at={at}
          range={replay.range}
          ticks={ticks}
          runs={runs}
          zone={zone}
          onAt={replay.goTo}
        />
        <Segmented
          label={t("replay.clock")}
          labelHidden
          value={replay.clock}
          onChange={replay.setClock}
          options={REPLAY_CLOCKS.map((value) => ({ value, label: t(`replay.${value}`) }))}
        />
        <Button
          size="small"
          tone="primary"
          icon={<X aria-hidden className="size-3.5" />}
          onPress={replay.close}
        >
          {t("replay.close")}
        </Button>
        <div className="flex w-full flex-wrap items-baseline gap-x-4 gap-y-0.5 text-xs text-ink-2">
          <span>{t("replay.readOnly")}</span>
          {data.state === "failed" ? (
            <span role="alert" className="flex items-center gap-2 text-urgent">
              {t("replay.failed")}
              <Button size="small" onPress={replay.retry}>
                {t("replay.again")}
              </Button>
            </span>
          ) : data.state === "loading" ? (
            <span role="status">{t("replay.loading", { count: data.rows.length })}</span>
          ) : (
            <span role="status" aria-live={replay.playing ? "off" : "polite"} className="min-w-0">
              {last === undefined || sentence === null ? (
                t("replay.nothingYet")
              ) : (
                <button
                  type="button"
                  aria-label={`${sentence}. ${t("replay.showTicket", { number: last.number })}`}
                  onClick={() => onSelectTicket(last.ticketId)}
                  className="max-w-full truncate text-start text-ink underline decoration-line-strong hover:decoration-ink"
                >
                  <bdi>{sentence}</bdi>
                </button>
              )}
            </span>
          )}
          {selectedTechnician !== null && (
            <ReplayWhere replay={replay} technicianId={selectedTechnician} zone={zone} />
          )}
          {!data.dutyComplete && <span role="status">{t("replay.dutyPartial")}</span>}
          {!replay.complete && <span role="status">{t("replay.partial")}</span>}
        </div>
      </div>
    </section>
  );
}

/* Where the further ones of several carried tickets would lie on a lane; the first one has the lane's own outline. */
import { cx } from "../../../ui/classNames";
import { Ltr } from "../../../ui/Ltr";
import type { Carry } from "../carryContext";
import { carriedLengthMs } from "../judgeDrop";
import type { LaneScale } from "../laneScale";
import { spanStyle } from "../LaneVisit";

export function StackGhosts({ carry, scale }: { readonly carry: Carry; readonly scale: LaneScale }) {
  return (carry.parts ?? []).slice(1).map(({ ticket, target, verdict }) =>
    target.kind === "lane" ? (
      <div
        key={ticket.ticketId}
        aria-hidden
        style={spanStyle(scale, target.startsAt, target.startsAt + carriedLengthMs(ticket))}
        className={cx(
          "pointer-events-none absolute inset-y-0.5 z-10 flex items-center overflow-hidden rounded-sm border-2 px-1 text-2xs",
          verdict.ok
            ? "border-accent bg-accent-soft text-ink"
            : "border-dashed border-urgent bg-urgent-soft text-urgent-ink",
        )}
      >
        <Ltr className="truncate">{ticket.number}</Ltr>
      </div>
    ) : null,
  );
}

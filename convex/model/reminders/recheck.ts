/** Whether a reminder is still true at the moment it would go out. Messages that are no reminders always are. */
import type { MessageReason } from "../../../shared/messages/channels";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";

/** The reason not to send, or null. */
export function recheck(_ctx: QueryCtx, message: Doc<"outbox">, _now: number): Promise<MessageReason | null> {
  return Promise.resolve(message.reminder ? "noLongerTrue" : null);
}

/* What the page of messages shows, kept in its address. */
import * as z from "zod";
import { CHANNELS, MESSAGE_STATES } from "../../../shared/messages/channels";

export const outboxSearchSchema = z.object({
  state: z.enum(MESSAGE_STATES).optional().catch(undefined),
  channel: z.enum(CHANNELS).optional().catch(undefined),
});
export type OutboxSearch = z.infer<typeof outboxSearchSchema>;

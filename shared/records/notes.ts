/** Notes, messages, contacts with the customer, reviews: what people write about a ticket, and its bounds. */
import { z } from "zod";
import { line, paragraph } from "./text";

/** Internal; every edit keeps the text it replaced. */
export const noteSchema = z.strictObject({ body: paragraph({ min: 1, max: 4000 }) });

/** `customer`: the customer reads along; `internal`: staff among themselves. */
export const AUDIENCES = ["customer", "internal"] as const;
export type Audience = (typeof AUDIENCES)[number];

export const messageSchema = z.strictObject({ body: paragraph({ min: 1, max: 2000 }) });

export const INTERACTION_CHANNELS = ["call", "sms", "whatsapp", "email", "in_person", "app"] as const;
export const PARTIES = ["customer", "company"] as const;

/** One line of the log of dealings with the customer [G-06]. */
export const interactionSchema = z.strictObject({
  channel: z.enum(INTERACTION_CHANNELS),
  startedBy: z.enum(PARTIES),
  summary: paragraph({ min: 2, max: 2000 }),
  answer: paragraph({ max: 2000 }),
  responseMinutes: z.nullable(z.number().int().min(0).max(100_000)),
  satisfaction: z.nullable(z.number().int().min(1).max(5)),
});

/** One per ticket [C-05]. */
export const reviewSchema = z.strictObject({
  rating: z.number().int().min(1).max(5),
  text: paragraph({ max: 2000 }),
});

/** Who signs for the customer at the door. */
export const signerSchema = z.strictObject({ signerName: line({ min: 2, max: 120 }) });

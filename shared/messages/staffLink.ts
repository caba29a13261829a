/**
 * Where a person of the company goes on from a message: the page of the ticket it is about, or his own day. Customers'
 * messages carry their own link in their text. Pure: the address of the pages comes in.
 */
import type { Channel } from "./channels";
import type { StoredParam, TemplateCode } from "./templates";
import type { MessageText } from "./text";

export interface StaffMessage {
  readonly audience: "customer" | "staff";
  readonly channel: Channel;
  readonly template: TemplateCode;
  readonly params: Readonly<Record<string, StoredParam>>;
}

/** The path within the pages, or null where a message leads nowhere. */
export function staffPath({ audience, template, params }: StaffMessage): string | null {
  if (audience !== "staff") return null;
  if (template === "day_plan") return "/my";
  const number = params["number"];
  return typeof number === "string" && number !== "" ? `/tickets/${encodeURIComponent(number)}` : null;
}

/** The text with its link on a line of its own; the bell needs none, it is pressed itself. */
export function withStaffLink(text: MessageText, message: StaffMessage, siteUrl: string): MessageText {
  const path = staffPath(message);
  if (path === null || siteUrl === "" || message.channel === "inApp") return text;
  return { subject: text.subject, body: `${text.body}\n${siteUrl}${path}` };
}

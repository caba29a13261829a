/** The shape of one message's text in one language; `{{name}}` stands for a parameter of its template. */
import type { TemplateCode } from "./templates";

export interface MessageText {
  /** Subject line of an e-mail and heading of a notification. */
  readonly subject: string;
  readonly body: string;
}

/** All texts of one language. */
export type MessageCatalogue = Readonly<Record<TemplateCode, MessageText>>;

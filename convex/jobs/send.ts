/**
 * The only place that talks to message providers: Resend for e-mail, Twilio for text messages and WhatsApp. Reads the
 * message, calls once, reports the outcome; decides neither whether to send nor whether to try again (model/outbox).
 */
import { v } from "convex/values";
import { Resend } from "resend";
import { internal } from "../_generated/api";
import { internalAction } from "../_generated/server";
import type { SendOutcome } from "../model/outbox/deliver";

const TIMEOUT_MS = 30_000;

interface Content {
  channel: "sms" | "whatsapp" | "email";
  to: string;
  key: string;
  locale: "ar" | "en";
  subject: string;
  body: string;
}

export const send = internalAction({
  args: { messageId: v.id("outbox"), version: v.number() },
  returns: v.null(),
  handler: async (ctx, args): Promise<null> => {
    const content: Content | null = await ctx.runQuery(internal.jobs.outbox.content, args);
    if (!content) return null;
    const outcome = content.channel === "email" ? await sendEmail(content) : await sendText(content);
    await ctx.runMutation(internal.jobs.outbox.settle, { ...args, outcome });
    return null;
  },
});

const variable = (name: string) => process.env[name] ?? "";
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300);

/** Answers that mean "not now": too many at once, or trouble at the provider. */
const isBusy = (status: number) => status === 409 || status === 429 || status >= 500;

async function sendEmail({ to, key, locale, subject, body }: Content): Promise<SendOutcome> {
  const base = variable("RESEND_BASE_URL");
  const resend = new Resend(variable("RESEND_API_KEY"), base === "" ? {} : { baseUrl: base });
  try {
    const { data, error } = await resend.emails.send(
      { from: variable("RESEND_FROM"), to, subject, text: body, html: asHtml(body, locale) },
      { idempotencyKey: key },
    );
    if (data) return { kind: "sent", providerId: data.id };
    // The client turns a failed connection into an error without a status.
    if (error.statusCode === null) return { kind: "lost", detail: error.message.slice(0, 300) };
    return { kind: isBusy(error.statusCode) ? "busy" : "refused", detail: error.message.slice(0, 300) };
  } catch (error) {
    return { kind: "lost", detail: wordsOf(error) };
  }
}

/** The same words with their direction, so that Arabic with a Latin number in it reads in order. */
function asHtml(body: string, locale: "ar" | "en"): string {
  const safe = body.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  // No quote can be part of an address, or a text could leave the attribute it stands in.
  const linked = safe.replaceAll(/https?:\/\/[^\s<"']+/g, (url) => `<a href="${url}" dir="ltr">${url}</a>`);
  return `<div lang="${locale}" dir="${locale === "ar" ? "rtl" : "ltr"}" style="font:16px/1.6 sans-serif;white-space:pre-line">${linked}</div>`;
}

async function sendText({ channel, to, body }: Content): Promise<SendOutcome> {
  const account = variable("TWILIO_ACCOUNT_SID");
  const base = variable("TWILIO_BASE_URL") || "https://api.twilio.com";
  const from = variable(channel === "sms" ? "TWILIO_FROM" : "TWILIO_WHATSAPP_FROM");
  const form = new URLSearchParams({
    To: channel === "sms" ? to : `whatsapp:${to}`,
    // A messaging service is named by its id, a number by itself.
    ...(from.startsWith("MG")
      ? { MessagingServiceSid: from }
      : { From: channel === "sms" ? from : `whatsapp:${from}` }),
    Body: body,
  });
  let answer: Response;
  try {
    answer = await fetch(`${base}/2010-04-01/Accounts/${account}/Messages.json`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${btoa(`${account}:${variable("TWILIO_AUTH_TOKEN")}`)}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: form.toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    return { kind: "lost", detail: wordsOf(error) };
  }
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok) return { kind: "sent", providerId: textField(said, "sid") };
  const detail = textField(said, "message").slice(0, 300) || `HTTP ${answer.status}`;
  return { kind: isBusy(answer.status) ? "busy" : "refused", detail };
}

function textField(said: unknown, name: string): string {
  if (typeof said !== "object" || said === null || !(name in said)) return "";
  const value: unknown = Reflect.get(said, name);
  return typeof value === "string" ? value : "";
}

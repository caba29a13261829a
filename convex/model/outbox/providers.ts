/**
 * Which outside ways of sending this deployment has, read from its environment, and which addresses it may use. Holds
 * no calls: those are in jobs/send.ts, the only place that talks to a provider.
 */
import type { Channel } from "../../../shared/messages/channels";
import { demoIsOn } from "../demo/accounts";

/** Whether a message of this channel can leave the deployment. The bell always works. */
export function hasProvider(channel: Channel): boolean {
  switch (channel) {
    case "inApp":
      return true;
    case "email":
      return isSet("RESEND_API_KEY") && isSet("RESEND_FROM");
    case "sms":
      return isSet("TWILIO_ACCOUNT_SID") && isSet("TWILIO_AUTH_TOKEN") && isSet("TWILIO_FROM");
    case "whatsapp":
      return isSet("TWILIO_ACCOUNT_SID") && isSet("TWILIO_AUTH_TOKEN") && isSet("TWILIO_WHATSAPP_FROM");
    case "push":
      return false;
  }
}

/**
 * Whether a message may go to this address. A demo's people and phone numbers are made up and could be somebody's:
 * while DEMO_MODE is on only addresses named in OUTBOX_DEMO_ALLOW (comma separated) get anything.
 */
export function mayReach(address: string): boolean {
  if (!demoIsOn()) return true;
  const allowed = (process.env["OUTBOX_DEMO_ALLOW"] ?? "").split(",").map((one) => one.trim());
  return allowed.includes(address);
}

function isSet(name: string): boolean {
  return (process.env[name] ?? "") !== "";
}

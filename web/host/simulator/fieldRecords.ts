/**
 * What a simulated technician attaches to a ticket before a step: pictures, the customer's signature, a parts request.
 * Through the same public functions a phone uses.
 */
import type { ConvexClient } from "convex/browser";
import type { FunctionArgs } from "convex/server";
import { api } from "../../../convex/_generated/api";
import { edgeFrom } from "../../../shared/core/lifecycle";
import { photoCount } from "../../../shared/tickets/evidence";
import type { TicketFacts } from "../../../shared/tickets/facts";
import { type StepAction, TRANSITIONS } from "../../../shared/tickets/transitions";
import { photo, signature } from "./picture";

type Added = FunctionArgs<typeof api.attachments.add>;

/** An upload that hangs is given up: without it a technician would stand at the door for the rest of the day. */
const UPLOAD_WITHIN_MS = 20_000;

async function attach(
  client: ConvexClient,
  ticketId: Added["ticketId"],
  kind: Added["kind"],
  file: Blob,
): Promise<Awaited<ReturnType<typeof addAttachment>>> {
  const address = await client.mutation(api.attachments.uploadUrl, { ticketId });
  const sent = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": file.type },
    body: file,
    signal: AbortSignal.timeout(UPLOAD_WITHIN_MS),
  });
  if (!sent.ok) throw new Error(`a picture was not taken (${sent.status})`);
  const { storageId } = (await sent.json()) as { storageId: Added["storageId"] };
  return await addAttachment(client, {
    ticketId,
    kind,
    storageId,
    thumbnailId: null,
    caption: "",
    visibility: "customer",
    operationId: crypto.randomUUID(),
  });
}

async function addAttachment(client: ConvexClient, draft: Added) {
  return await client.action(api.attachments.add, draft);
}

/** Attaches what the step still wants; nothing when it has enough. */
export async function provideFor(
  client: ConvexClient,
  ticketId: Added["ticketId"],
  facts: TicketFacts,
  action: StepAction,
  customerName: string,
): Promise<void> {
  const needs = edgeFrom(TRANSITIONS, action, facts.status, facts.profile)?.needs ?? [];
  const { evidence, policy, number } = facts;
  for (const need of ["inspectionPhotos", "completionPhotos"] as const) {
    if (!needs.includes(need)) continue;
    const kind = need === "inspectionPhotos" ? "before" : "after";
    for (let have = photoCount(evidence, need); have < policy[need]; have += 1)
      await attach(client, ticketId, kind, photo(`${number} ${kind} ${have}`));
  }
  if (needs.includes("signOff") && policy.signOff === "required" && evidence.signOff === null)
    await client.mutation(api.signOffs.sign, {
      ticketId,
      signerName: customerName,
      attachmentId: await attach(client, ticketId, "signature", signature(number)),
      operationId: crypto.randomUUID(),
    });
}

/** Writes down the part the technician does not have with him. */
export async function askForParts(client: ConvexClient, ticketId: Added["ticketId"]): Promise<void> {
  await client.mutation(api.parts.request, {
    ticketId,
    lines: [{ name: "لوحة تحكم", partNumber: "", quantity: 1 }],
    note: "",
    operationId: crypto.randomUUID(),
  });
}

/** Records on a ticket: notes, conversation, parts, holds, checks, estimates, sign-offs, reviews. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { expectRefused, must, type Person, type World } from "../../support/world";
import { addFile, freshPicture } from "../../support/world/files";

const firstPage = { paginationOpts: { numItems: 20, cursor: null } };
const MEGABYTE = "x".repeat(1_000_000);

let customers = 0;

/** Each of a customer of his own: what is sent to one number is limited. */
async function heldByFahd(w: World): Promise<Id<"tickets">> {
  const ticket = await w.newTicket({ phone: `0551${String((customers += 1)).padStart(6, "0")}` });
  await w.place(ticket, "R-101", null);
  return ticket.ticketId;
}

async function tokenOf(w: World, ticketId: Id<"tickets">): Promise<string> {
  return must((await w.detail(ticketId)).trackingToken, "a token");
}

async function evidenceOf(w: World, ticketId: Id<"tickets">) {
  return (await w.detail(ticketId)).facts.evidence;
}

/** The running code of a ticket, read where only the deployment's key can: in the outbox. */
export async function codeOf(w: World, ticketId: Id<"tickets">): Promise<string> {
  const rows = await w.driver.rows("outbox");
  const message = rows.find((row) => row["ticketId"] === ticketId && row["secrets"] !== undefined);
  const secrets = must(message, "a message with a code")["secrets"] as Record<string, string>;
  return must(secrets["code"], "the code");
}

export const otherCode = (code: string) => (code === "000000" ? "000001" : "000000");

const as = async (w: World, person: Person) => await w.as(person);

export function recordsSuite(world: () => World): void {
  describe("notes", () => {
    test("[D-02] an edit keeps the text it replaces, and a stale one is refused by name", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const sara = await as(w, "sara");
      const noteId = await sara.mutation(api.notes.add, {
        ticketId,
        body: "  العميل يفضّل المساء — call first ",
        operationId: w.operationId(),
      });
      await sara.mutation(api.notes.edit, {
        noteId,
        body: "Call first",
        expectedVersion: 1,
        operationId: w.operationId(),
      });
      const stale = await expectRefused(
        (await as(w, "faisal")).mutation(api.notes.edit, {
          noteId,
          body: "Mine",
          expectedVersion: 1,
          operationId: w.operationId(),
        }),
        "record.changedMeanwhile",
      );
      expect(stale.params).toMatchObject({ version: 2, by: { en: "Sara Al-Qahtani" } });
      const notes = await sara.query(api.records.notes, { ticketId });
      expect(notes).toMatchObject([{ body: "Call first", version: 2 }]);
      expect(await sara.query(api.notes.versions, { noteId })).toMatchObject([
        { version: 1, body: "العميل يفضّل المساء — call first" },
      ]);
      await expectRefused(
        (await as(w, "fahd")).mutation(api.notes.edit, {
          noteId,
          body: "Not mine",
          expectedVersion: 2,
          operationId: w.operationId(),
        }),
        "access.denied",
      );
      await sara.mutation(api.notes.remove, { noteId, expectedVersion: 2, operationId: w.operationId() });
      expect(await sara.query(api.records.notes, { ticketId })).toEqual([]);
      expect(await sara.query(api.notes.versions, { noteId })).toHaveLength(2);
    });

    test("[D-02] the same operation writes once; bad text is refused by its field", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await as(w, "fahd");
      const operationId = w.operationId();
      const first = await fahd.mutation(api.notes.add, { ticketId, body: "once", operationId });
      expect(await fahd.mutation(api.notes.add, { ticketId, body: "twice", operationId })).toBe(first);
      expect(await fahd.query(api.records.notes, { ticketId })).toHaveLength(1);
      await expectRefused(
        (await as(w, "sara")).mutation(api.notes.add, { ticketId, body: "mine", operationId }),
        "operation.reused",
      );
      for (const body of ["", "   ", "a\u0007b", MEGABYTE]) {
        const refusal = await expectRefused(
          fahd.mutation(api.notes.add, { ticketId, body, operationId: w.operationId() }),
          "input.invalid",
        );
        expect(refusal.params).toEqual({ field: "body" });
      }
    });
  });

  describe("conversation", () => {
    test("[F-08][C-03] both sides write and read; internal talk stays inside", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const token = await tokenOf(w, ticketId);
      const { anonymous } = w.driver;
      const fahd = await as(w, "fahd");
      const sara = await as(w, "sara");
      await fahd.mutation(api.conversation.send, {
        ticketId,
        audience: "internal",
        body: "gate code 7",
        operationId: w.operationId(),
      });
      await anonymous.mutation(api.conversation.customerSend, {
        token,
        body: "متى تصلون؟",
        operationId: w.operationId(),
      });
      await sara.mutation(api.conversation.send, {
        ticketId,
        audience: "customer",
        body: "At ten",
        operationId: w.operationId(),
      });
      const seen = await anonymous.query(api.conversation.customerList, { token, ...firstPage });
      expect(seen.page).toMatchObject([
        { body: "At ten", side: "staff", own: false, by: { userId: null, name: { ar: "سارة", en: "Sara" } } },
        { body: "متى تصلون؟", side: "customer", own: true },
      ]);
      const inside = await sara.query(api.conversation.list, {
        ticketId,
        audience: "internal",
        ...firstPage,
      });
      expect(inside.page.map((message) => message.body)).toEqual(["gate code 7"]);
    });

    test("[F-08] what others wrote is unread until it was read, and only then", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const token = await tokenOf(w, ticketId);
      const { anonymous } = w.driver;
      const fahd = await as(w, "fahd");
      const say = async (body: string) =>
        await anonymous.mutation(api.conversation.customerSend, {
          token,
          body,
          operationId: w.operationId(),
        });
      await say("one");
      await say("two");
      expect(await fahd.query(api.conversation.unread, { ticketId })).toEqual({ customer: 2, internal: 0 });
      expect(await anonymous.query(api.conversation.customerUnread, { token })).toBe(0);
      const { page } = await fahd.query(api.conversation.list, {
        ticketId,
        audience: "customer",
        ...firstPage,
      });
      const oldest = must(page.at(-1), "the first message");
      await fahd.mutation(api.conversation.read, { ticketId, audience: "customer", throughAt: oldest.at });
      expect(await fahd.query(api.conversation.unread, { ticketId })).toMatchObject({ customer: 1 });
      await fahd.mutation(api.conversation.read, {
        ticketId,
        audience: "customer",
        throughAt: must(page[0], "the last message").at,
      });
      await fahd.mutation(api.conversation.read, { ticketId, audience: "customer", throughAt: 0 });
      expect(await fahd.query(api.conversation.unread, { ticketId })).toMatchObject({ customer: 0 });
    });

    test("[G-06] calls and visits are written down, within bounds", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const sara = await as(w, "sara");
      const dealing = {
        channel: "call" as const,
        startedBy: "customer" as const,
        summary: "Asked for an earlier time",
        answer: "Not before Sunday",
        responseMinutes: 3,
        satisfaction: 4,
      };
      await sara.mutation(api.conversation.logDealing, { ticketId, dealing, operationId: w.operationId() });
      expect(await sara.query(api.records.interactions, { ticketId })).toMatchObject([dealing]);
      const refusal = await expectRefused(
        sara.mutation(api.conversation.logDealing, {
          ticketId,
          dealing: { ...dealing, satisfaction: 6 },
          operationId: w.operationId(),
        }),
        "input.invalid",
      );
      expect(refusal.params).toEqual({ field: "satisfaction" });
    });
  });

  describe("parts", () => {
    test("[D-05] pending, approved, ordered, received; evidence says what is open", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await as(w, "fahd");
      const sara = await as(w, "sara");
      const requestId = await fahd.mutation(api.parts.request, {
        ticketId,
        lines: [{ name: "Compressor relay", partNumber: "6749C", quantity: 2 }],
        note: "",
        operationId: w.operationId(),
      });
      expect(await evidenceOf(w, ticketId)).toMatchObject({ openPartsRequest: true, receivedParts: false });
      const step = async (
        person: Person,
        taken: "approve" | "order" | "receive" | "cancel",
        expectedVersion: number,
      ) =>
        await (await w.as(person)).mutation(api.parts.step, {
          requestId,
          step: taken,
          note: "",
          expectedAt: taken === "order" ? 1_800_000_000_000 : null,
          expectedVersion,
          operationId: w.operationId(),
        });
      await expectRefused(step("fahd", "approve", 1), "access.denied");
      await expectRefused(step("sara", "receive", 1), "record.closed");
      await step("sara", "approve", 1);
      await expectRefused(step("faisal", "order", 1), "record.changedMeanwhile");
      await step("warsha", "order", 2);
      await step("fahd", "receive", 3);
      await expectRefused(step("sara", "cancel", 4), "record.closed");
      const [request] = await sara.query(api.records.parts, { ticketId });
      expect(request).toMatchObject({ state: "received", expectedAt: 1_800_000_000_000, version: 4 });
      expect(request?.history.map((line) => line.state)).toEqual([
        "pending",
        "approved",
        "ordered",
        "received",
      ]);
      expect(await evidenceOf(w, ticketId)).toMatchObject({ openPartsRequest: false, receivedParts: true });
    });

    test("[D-05] buyers see the branch by state; lines are bounded", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await as(w, "fahd");
      const ask = async (lines: { name: string; partNumber: string; quantity: number }[]) =>
        await fahd.mutation(api.parts.request, { ticketId, lines, note: "", operationId: w.operationId() });
      await ask([{ name: "Thermostat", partNumber: "", quantity: 1 }]);
      const { branchId } = await w.branch("riyadh");
      const pending = await (await w.as("warsha")).query(api.parts.byState, { branchId, state: "pending" });
      expect(pending.find((one) => one.ticketId === ticketId)?.number).toMatch(/^TK-/);
      await expectRefused(fahd.query(api.parts.byState, { branchId, state: "pending" }), "access.denied");
      const zero = await expectRefused(ask([{ name: "Pump", partNumber: "", quantity: 0 }]), "input.invalid");
      expect(zero.params).toEqual({ field: "lines.0.quantity" });
      await expectRefused(ask([]), "input.invalid");
    });
  });

  describe("holds", () => {
    test("[G-04] a hold blocks while it is open, says whether the clock stands, and is resolved once", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await as(w, "fahd");
      const sara = await as(w, "sara");
      const hold = {
        kind: "customer_unavailable" as const,
        impact: "high" as const,
        blocksWork: true,
        note: "",
      };
      const holdId = await fahd.mutation(api.holds.open, {
        ticketId,
        hold,
        stopsClock: false,
        operationId: w.operationId(),
      });
      await sara.mutation(api.holds.open, {
        ticketId,
        hold: { ...hold, kind: "technical_issue", blocksWork: false },
        stopsClock: true,
        operationId: w.operationId(),
      });
      expect((await evidenceOf(w, ticketId)).openHolds).toBe(1);
      const open = await sara.query(api.records.holds, { ticketId });
      // A technician does not stop the clock against the kind's rule; a planner does.
      expect(open.map((one) => [one.kind, one.stopsClock])).toEqual([
        ["customer_unavailable", true],
        ["technical_issue", true],
      ]);
      const resolve = async () =>
        await sara.mutation(api.holds.resolve, {
          holdId,
          resolution: "He called back",
          expectedVersion: 1,
          operationId: w.operationId(),
        });
      await resolve();
      await expectRefused(resolve(), "record.changedMeanwhile");
      expect((await evidenceOf(w, ticketId)).openHolds).toBe(0);
      expect((await sara.query(api.records.holds, { ticketId })).at(-1)).toMatchObject({
        holdId,
        resolved: { resolution: "He called back" },
      });
      await expectRefused(
        sara.mutation(api.holds.open, {
          ticketId,
          hold: { ...hold, kind: "other" },
          stopsClock: null,
          operationId: w.operationId(),
        }),
        "input.invalid",
      );
    });
  });

  describe("checks", () => {
    test("[G-05] the result follows from the verdicts; the newest final inspection counts", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await as(w, "fahd");
      const check = async (verdict: "ok" | "critical", stage: "final_inspection" | "pre_work") =>
        await fahd.mutation(api.checks.add, {
          ticketId,
          check: { stage, criteria: [{ label: "Earthing", verdict, note: "seen" }], note: "" },
          operationId: w.operationId(),
        });
      await check("critical", "final_inspection");
      expect((await evidenceOf(w, ticketId)).qualityCheck).toBe("failed");
      await check("ok", "pre_work");
      expect((await evidenceOf(w, ticketId)).qualityCheck).toBe("failed");
      await check("ok", "final_inspection");
      expect((await evidenceOf(w, ticketId)).qualityCheck).toBe("passed");
      expect(await fahd.query(api.records.checks, { ticketId })).toHaveLength(3);
    });

    test("[F-17] a checklist is begun from the catalogue, answered, and closed only when it is whole", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await as(w, "fahd");
      const runId = await fahd.mutation(api.checks.startChecklist, {
        ticketId,
        code: "appliance_repair",
        operationId: w.operationId(),
      });
      const save = async (
        codes: string[],
        complete: boolean,
        expectedVersion: number,
        faultCodes: string[] = [],
      ) =>
        await fahd.mutation(api.checks.saveChecklist, {
          runId,
          answers: codes.map((code) => ({ code, verdict: "ok" as const, note: "" })),
          faultCodes,
          complete,
          expectedVersion,
          operationId: w.operationId(),
        });
      await save(["power"], false, 1, ["AC-02"]);
      expect((await fahd.query(api.records.checklists, { ticketId }))[0]).toMatchObject({
        missing: ["visible_damage", "leaks", "test_run"],
        faultCodes: ["AC-02"],
        completedAt: null,
      });
      await expectRefused(save(["power"], true, 2), "input.invalid");
      await expectRefused(save(["nonsense"], false, 2), "input.invalid");
      await expectRefused(save(["power"], false, 2, ["ZZ-99"]), "input.invalid");
      await expectRefused(save(["power"], false, 1), "record.changedMeanwhile");
      await save(["power", "visible_damage", "leaks", "test_run"], true, 2);
      await expectRefused(save(["power"], false, 3), "record.closed");
      await expectRefused(
        fahd.mutation(api.checks.startChecklist, {
          ticketId,
          code: "unknown_list",
          operationId: w.operationId(),
        }),
        "input.invalid",
      );
    });
  });

  describe("estimates", () => {
    const LINES = [
      { kind: "part" as const, description: "Compressor", quantity: 1, unitAmountMinor: 40_000 },
      { kind: "labour" as const, description: "Two hours", quantity: 2, unitAmountMinor: 10_000 },
    ];
    const draft = async (w: World, ticketId: Id<"tickets">) =>
      await (await w.as("fahd")).mutation(api.estimates.draft, {
        ticketId,
        estimate: { lines: LINES, note: "" },
        operationId: w.operationId(),
      });
    const send = async (w: World, estimateId: Id<"estimates">, expectedVersion: number) =>
      await (await w.as("sara")).mutation(api.estimates.send, {
        estimateId,
        expectedVersion,
        operationId: w.operationId(),
      });

    test("[T-40] written, rewritten, sent; the customer sees it from then on", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const token = await tokenOf(w, ticketId);
      const { anonymous } = w.driver;
      const estimateId = await draft(w, ticketId);
      await expectRefused(draft(w, ticketId), "record.closed");
      expect(await anonymous.query(api.estimates.customerList, { token })).toEqual([]);
      expect((await evidenceOf(w, ticketId)).estimate).toBe("draft");
      const fahd = await w.as("fahd");
      await fahd.mutation(api.estimates.edit, {
        estimateId,
        estimate: { lines: LINES, note: "حتى نهاية الشهر" },
        expectedVersion: 1,
        operationId: w.operationId(),
      });
      await send(w, estimateId, 2);
      const [seen] = await anonymous.query(api.estimates.customerList, { token });
      expect(seen).toMatchObject({
        state: "sent",
        currency: "SAR",
        netMinor: 60_000,
        taxMinor: 9_000,
        totalMinor: 69_000,
        note: "حتى نهاية الشهر",
      });
      await expectRefused(
        fahd.mutation(api.estimates.edit, {
          estimateId,
          estimate: { lines: LINES, note: "cheaper" },
          expectedVersion: 3,
          operationId: w.operationId(),
        }),
        "record.closed",
      );
      const rows = await w.driver.rows("outbox");
      expect(
        rows.filter((row) => row["ticketId"] === ticketId && row["template"] === "estimate_ready"),
      ).toHaveLength(1);
    });

    test("[C-07][J-45] the link alone does not approve: the code of the ticket's phone does, once", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const token = await tokenOf(w, ticketId);
      const { anonymous } = w.driver;
      const estimateId = await draft(w, ticketId);
      await send(w, estimateId, 1);
      // [Z-03] Of whoever wrote it the customer learns the first name.
      const [shown] = await anonymous.query(api.estimates.customerList, { token });
      expect(shown?.by.userId).toBeNull();
      expect(shown?.by.name.en).not.toContain(" ");
      const answer = async (code: string | null, operationId = w.operationId()) =>
        await anonymous.mutation(api.estimates.customerAnswer, {
          token,
          estimateId,
          approve: true,
          note: "",
          code,
          operationId,
        });
      expect(await answer(null)).toEqual({ accepted: false });
      expect(await answer("123456")).toEqual({ accepted: false });
      const sent = await anonymous.mutation(api.estimates.customerCode, { token });
      const { phone } = (await w.detail(ticketId)).ticket;
      expect(sent.phoneHint).toMatch(/^•+\d{3}$/);
      expect(must(phone, "a phone").endsWith(sent.phoneHint.replaceAll("•", ""))).toBe(true);
      const code = await codeOf(w, ticketId);
      expect(await answer(otherCode(code))).toEqual({ accepted: false });
      const operationId = w.operationId();
      expect(await answer(code, operationId)).toEqual({ accepted: true });
      expect(await answer(code, operationId)).toEqual({ accepted: true });
      expect((await evidenceOf(w, ticketId)).estimate).toBe("approved");
      // Used up: the same code opens nothing else.
      expect(await answer(code)).toEqual({ accepted: false });
      expect((await anonymous.query(api.estimates.customerList, { token }))[0]).toMatchObject({
        state: "approved",
        answer: { method: "otp" },
      });
    });

    test("[J-45] guessing ends after five tries, even with the right code", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const token = await tokenOf(w, ticketId);
      const { anonymous } = w.driver;
      const estimateId = await draft(w, ticketId);
      await send(w, estimateId, 1);
      await anonymous.mutation(api.estimates.customerCode, { token });
      const code = await codeOf(w, ticketId);
      const answer = async (tried: string) =>
        await anonymous.mutation(api.estimates.customerAnswer, {
          token,
          estimateId,
          approve: true,
          note: "",
          code: tried,
          operationId: w.operationId(),
        });
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect(await answer(otherCode(code))).toEqual({ accepted: false });
      expect(await answer(code)).toEqual({ accepted: false });
      expect((await evidenceOf(w, ticketId)).estimate).toBe("sent");
    });

    test("[C-07] declining gives a reason; word of mouth is written down by planners; taken back is gone", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const sara = await w.as("sara");
      const estimateId = await draft(w, ticketId);
      await send(w, estimateId, 1);
      const settle = async (person: Person, approve: boolean, note: string) =>
        await (await w.as(person)).mutation(api.estimates.settle, {
          estimateId,
          approve,
          note,
          operationId: w.operationId(),
        });
      await expectRefused(settle("fahd", true, ""), "access.denied");
      await expectRefused(settle("sara", false, ""), "input.invalid");
      await settle("sara", false, "Too dear");
      expect((await evidenceOf(w, ticketId)).estimate).toBe("declined");
      await expectRefused(settle("sara", true, ""), "record.closed");
      const second = await draft(w, ticketId);
      await sara.mutation(api.estimates.withdraw, {
        estimateId: second,
        expectedVersion: 1,
        operationId: w.operationId(),
      });
      expect((await evidenceOf(w, ticketId)).estimate).toBe("declined");
      const all = await sara.query(api.records.estimates, { ticketId });
      expect(all.map((one) => [one.serial, one.state])).toEqual([
        [2, "withdrawn"],
        [1, "declined"],
      ]);
    });
  });

  describe("sign-offs", () => {
    test("[F-05][J-45] by code: five tries, one use, never told twice in clear", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await w.as("fahd");
      await fahd.mutation(api.signOffs.requestCode, { ticketId });
      const code = await codeOf(w, ticketId);
      const confirm = async (tried: string) =>
        await fahd.mutation(api.signOffs.confirmCode, {
          ticketId,
          signerName: "أم محمد",
          code: tried,
          operationId: w.operationId(),
        });
      expect(await confirm(otherCode(code))).toEqual({ accepted: false });
      expect(await confirm(code)).toEqual({ accepted: true });
      expect(await confirm(code)).toEqual({ accepted: false });
      expect((await evidenceOf(w, ticketId)).signOff).toBe("otp");
      const stored = await w.driver.rows("loginCodes");
      expect(JSON.stringify(stored)).not.toContain(code);
      expect((await fahd.query(api.records.signOffs, { ticketId }))[0]).toMatchObject({
        method: "otp",
        signerName: "أم محمد",
        signatureUrl: null,
      });
    });

    test("[F-05] codes are sent only so often", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await w.as("fahd");
      let refused = 0;
      for (let attempt = 0; attempt < 6; attempt += 1)
        await fahd.mutation(api.signOffs.requestCode, { ticketId }).catch(() => {
          refused += 1;
        });
      expect(refused).toBeGreaterThan(0);
      await expectRefused(fahd.mutation(api.signOffs.requestCode, { ticketId }), "auth.tooManyAttempts");
    });

    test("[C-06] by a drawn signature of this ticket; it cannot be taken away again", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const other = await heldByFahd(w);
      const fahd = await w.as("fahd");
      const sign = async (attachmentId: Id<"attachments">) =>
        await fahd.mutation(api.signOffs.sign, {
          ticketId,
          signerName: "Test Customer",
          attachmentId,
          operationId: w.operationId(),
        });
      await expectRefused(sign(await addFile(w, ticketId, "fahd", { kind: "before" })), "input.invalid");
      await expectRefused(sign(await addFile(w, other, "fahd", { kind: "signature" })), "input.invalid");
      const drawn = await addFile(w, ticketId, "fahd", { kind: "signature" });
      await sign(drawn);
      expect((await evidenceOf(w, ticketId)).signOff).toBe("signature");
      await expectRefused(
        (await w.as("sara")).mutation(api.attachments.remove, { attachmentId: drawn }),
        "access.denied",
      );
      expect((await fahd.query(api.records.signOffs, { ticketId }))[0]?.signatureUrl).toMatch(/^http/);
    });
  });

  describe("reviews and time", () => {
    test("[C-05][T-35] one review when the work is over, tied to the technician; every stay has its time", async () => {
      const w = world();
      await w.freeFahd();
      const { ticket } = await w.ticketAt("completed");
      const { ticketId } = ticket;
      const token = await tokenOf(w, ticketId);
      const { anonymous } = w.driver;
      const add = async (of: string, rating: number) =>
        await anonymous.mutation(api.reviews.add, {
          token: of,
          rating,
          text: "شكرًا",
          operationId: w.operationId(),
        });
      const early = await heldByFahd(w);
      await expectRefused(add(await tokenOf(w, early), 5), "review.notYet");
      await expectRefused(add(token, 0), "input.invalid");
      await expectRefused(add(token, 4.5), "input.invalid");
      expect(await anonymous.query(api.reviews.mine, { token })).toEqual({ review: null, open: true });
      await add(token, 5);
      await expectRefused(add(token, 1), "review.exists");
      const sara = await w.as("sara");
      expect(await sara.query(api.records.review, { ticketId })).toMatchObject({
        rating: 5,
        text: "شكرًا",
        technicianName: { en: "Fahd Al-Shammari" },
      });
      const logs = await sara.query(api.records.timeLogs, { ticketId });
      expect(logs.map((log) => log.status)).toEqual(
        expect.arrayContaining(["new", "scheduled", "on_route", "arrived", "inspecting", "repairing"]),
      );
      for (const [index, log] of logs.entries()) {
        expect(log.endedAt).not.toBeNull();
        expect(log.endedAt ?? 0).toBeGreaterThanOrEqual(log.startedAt);
        const next = logs[index + 1];
        if (next) expect(next.startedAt).toBe(log.endedAt);
      }
      expect((await evidenceOf(w, ticketId)).hasDiagnosis).toBe(true);
    });
  });

  describe("records raced", () => {
    const outcome = async (attempts: Promise<unknown>[]) => {
      const settled = await Promise.allSettled(attempts);
      return settled.filter((one) => one.status === "fulfilled").length;
    };

    test("[J-45] one code, two confirmations at once: one is accepted, one sign-off stands", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const fahd = await w.as("fahd");
      await fahd.mutation(api.signOffs.requestCode, { ticketId });
      const code = await codeOf(w, ticketId);
      const confirm = async () =>
        await fahd.mutation(api.signOffs.confirmCode, {
          ticketId,
          signerName: "Test Customer",
          code,
          operationId: w.operationId(),
        });
      const answers = await Promise.all([confirm(), confirm(), confirm()]);
      expect(answers.filter((answer) => answer.accepted)).toHaveLength(1);
      expect(await fahd.query(api.records.signOffs, { ticketId })).toHaveLength(1);
    });

    test("[D-05][C-05][T-40] two at once: one step, one open estimate, one note per operation", async () => {
      const w = world();
      const ticketId = await heldByFahd(w);
      const [sara, faisal] = [await w.as("sara"), await w.as("faisal")];
      const requestId = await sara.mutation(api.parts.request, {
        ticketId,
        lines: [{ name: "Fan motor", partNumber: "", quantity: 1 }],
        note: "",
        operationId: w.operationId(),
      });
      const approve = (caller: typeof sara) =>
        caller.mutation(api.parts.step, {
          requestId,
          step: "approve",
          note: "",
          expectedAt: null,
          expectedVersion: 1,
          operationId: w.operationId(),
        });
      expect(await outcome([approve(sara), approve(faisal)])).toBe(1);
      const estimate = {
        lines: [{ kind: "labour" as const, description: "Work", quantity: 1, unitAmountMinor: 1 }],
        note: "",
      };
      const draft = (caller: typeof sara) =>
        caller.mutation(api.estimates.draft, { ticketId, estimate, operationId: w.operationId() });
      expect(await outcome([draft(sara), draft(faisal)])).toBe(1);
      const operationId = w.operationId();
      const note = () => sara.mutation(api.notes.add, { ticketId, body: "once", operationId });
      expect(await outcome([note(), note(), note()])).toBe(3);
      expect(await sara.query(api.records.notes, { ticketId })).toHaveLength(1);
    });

    test("[F-09] one upload claimed twice at once belongs to one ticket", async () => {
      const w = world();
      const [first, second] = [await heldByFahd(w), await heldByFahd(w)];
      const url = await (await w.as("sara")).mutation(api.attachments.uploadUrl, { ticketId: first });
      const storageId = await w.driver.upload(url, freshPicture());
      const add = (ticketId: Id<"tickets">) => addFile(w, ticketId, "sara", { storageId });
      expect(await outcome([add(first), add(second)])).toBe(1);
      const sara = await w.as("sara");
      const galleries = await Promise.all(
        [first, second].map((ticketId) => sara.query(api.attachments.gallery, { ticketId })),
      );
      expect(galleries.flat()).toHaveLength(1);
      expect(galleries.flat()[0]?.url).toMatch(/^http/);
    });
  });

  describe("records of the demo", () => {
    test("[D-05][F-09] stories carry what they speak of, and loading again adds nothing", async () => {
      const w = world();
      const { branchId } = await w.branch("riyadh");
      const warsha = await w.as("warsha");
      const ordered = async () =>
        (await warsha.query(api.parts.byState, { branchId, state: "ordered" })).filter((request) =>
          request.lines.some((line) => line.name === "مرحّل ضاغط"),
        );
      const [request] = await ordered();
      const { ticketId } = must(request, "the waiting story");
      const sara = await w.as("sara");
      const gallery = await sara.query(api.attachments.gallery, { ticketId });
      expect(gallery.map((file) => [file.kind, file.size?.widthPx])).toEqual([
        ["before", 320],
        ["serial", 320],
      ]);
      expect(await sara.query(api.records.holds, { ticketId })).toHaveLength(1);
      await w.driver.run("seed:load", { anchorDay: new Date().toISOString().slice(0, 10) });
      expect(await ordered()).toHaveLength(1);
      expect(await sara.query(api.attachments.gallery, { ticketId })).toHaveLength(2);
    });
  });

  describe("records and scope", () => {
    test("[Z-02] every reader and writer of records: signed out, out of branch, not one's own", async () => {
      const w = world();
      const { ticketId } = await w.newTicket({ branch: "cairo" });
      const { records } = api;
      const readers = [
        records.notes,
        records.items,
        records.parts,
        records.holds,
        records.checks,
        records.checklists,
        records.estimates,
        records.signOffs,
        records.interactions,
        records.review,
        records.timeLogs,
      ];
      const [sara, fahd] = [await w.as("sara"), await w.as("fahd")];
      for (const reader of readers) {
        await expectRefused(w.driver.anonymous.query(reader, { ticketId }), "auth.signedOut");
        await expectRefused(sara.query(reader, { ticketId }), "access.denied");
        await expectRefused(fahd.query(reader, { ticketId }), "access.denied");
        await (await w.as("mona")).query(reader, { ticketId });
      }
      const operationId = w.operationId();
      const hold = { kind: "weather" as const, impact: "low" as const, blocksWork: false, note: "" };
      for (const caller of [sara, fahd]) {
        const attempts = [
          () => caller.mutation(api.notes.add, { ticketId, body: "x", operationId }),
          () =>
            caller.mutation(api.conversation.send, {
              ticketId,
              audience: "internal",
              body: "x",
              operationId,
            }),
          () => caller.mutation(api.holds.open, { ticketId, hold, stopsClock: null, operationId }),
          () => caller.mutation(api.signOffs.requestCode, { ticketId }),
          () => caller.mutation(api.parts.request, { ticketId, lines: [], note: "", operationId }),
          () =>
            caller.mutation(api.estimates.draft, {
              ticketId,
              estimate: { lines: [], note: "" },
              operationId,
            }),
        ];
        for (const attempt of attempts) await expectRefused(attempt(), "access.denied");
      }
    });
  });
}

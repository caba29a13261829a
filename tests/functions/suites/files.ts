/** Attachments: uploaded, judged by their bytes, claimed once, shown to whom they may be shown, taken away again. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { blobOf, jpeg, png } from "../../support/pictures";
import { expectRefused, must, type World } from "../../support/world";
import { addFile, freshPicture } from "../../support/world/files";

const textBlob = (text: string, type: string) => new Blob([text], { type });

async function gallery(w: World, ticketId: Id<"tickets">, person: "noura" | "fahd" | "sara" = "noura") {
  return await (await w.as(person)).query(api.attachments.gallery, { ticketId });
}

async function tokenOf(w: World, ticketId: Id<"tickets">): Promise<string> {
  return must((await w.detail(ticketId)).trackingToken, "a token");
}

export function filesSuite(world: () => World): void {
  describe("attachments", () => {
    test("[F-09] a picture is added with its size, counted as evidence, and shown with an address", async () => {
      const w = world();
      const { ticketId } = await w.newTicket();
      const url = await (await w.as("sara")).mutation(api.attachments.uploadUrl, { ticketId });
      const thumbnailId = await w.driver.upload(url, freshPicture(4, 4));
      await addFile(w, ticketId, "sara", {
        file: blobOf(png(64, 48), "image/png"),
        thumbnailId,
        caption: "لوحة الجهاز",
      });
      const [file] = await gallery(w, ticketId);
      expect(file).toMatchObject({
        kind: "before",
        format: "image/png",
        size: { widthPx: 64, heightPx: 48 },
        caption: "لوحة الجهاز",
        visibility: "customer",
        by: { role: "dispatcher" },
        mayRemove: true,
      });
      expect(file?.url).toMatch(/^http/);
      expect(file?.thumbnailUrl).toMatch(/^http/);
      expect((await w.detail(ticketId)).facts.evidence.photos.before).toBe(1);
    });

    test("[F-09] what is no picture is refused whatever it calls itself, and does not stay", async () => {
      const w = world();
      const { ticketId } = await w.newTicket();
      const refusals: [Blob, "file.format" | "file.dimensions"][] = [
        [textBlob("<svg onload='alert(1)'/>", "image/svg+xml"), "file.format"],
        [textBlob("<script>alert(1)</script>", "image/png"), "file.format"],
        [blobOf(png(), "text/html"), "file.format"],
        [blobOf(jpeg(20, 20), "image/png"), "file.format"],
        [textBlob("%PDF-1.7", "application/pdf"), "file.format"],
        [blobOf(png(20_000, 1), "image/png"), "file.dimensions"],
      ];
      for (const [file, code] of refusals) await expectRefused(addFile(w, ticketId, "sara", { file }), code);
      expect(await gallery(w, ticketId)).toEqual([]);
      const url = await (await w.as("sara")).mutation(api.attachments.uploadUrl, { ticketId });
      const storageId = await w.driver.upload(url, textBlob("nothing", "image/png"));
      await expectRefused(addFile(w, ticketId, "sara", { storageId }), "file.format");
      await expectRefused(addFile(w, ticketId, "sara", { storageId }), "file.missing");
    });

    test("[F-09] limits: size by kind, text bounded, a thumbnail that is one", async () => {
      const w = world();
      const { ticketId } = await w.newTicket();
      const large = new Blob([png(), new Uint8Array(1_100_000)], { type: "image/png" });
      const refusal = await expectRefused(
        addFile(w, ticketId, "sara", { file: large, kind: "signature" }),
        "file.tooLarge",
      );
      expect(refusal.params).toEqual({ maxMb: 1 });
      await expectRefused(addFile(w, ticketId, "sara", { caption: "x".repeat(1_000_000) }), "input.invalid");
      await expectRefused(addFile(w, ticketId, "sara", { caption: "a\u0000" }), "input.invalid");
      const url = await (await w.as("sara")).mutation(api.attachments.uploadUrl, { ticketId });
      const wide = await w.driver.upload(url, freshPicture(2000, 10));
      await expectRefused(addFile(w, ticketId, "sara", { thumbnailId: wide }), "file.dimensions");
    });

    test("[F-09] the same operation adds once, and one upload is claimed once", async () => {
      const w = world();
      const { ticketId } = await w.newTicket();
      const { ticketId: other } = await w.newTicket();
      const url = await (await w.as("sara")).mutation(api.attachments.uploadUrl, { ticketId });
      const storageId = await w.driver.upload(url, freshPicture());
      const operationId = w.operationId();
      const first = await addFile(w, ticketId, "sara", { storageId, operationId });
      expect(await addFile(w, ticketId, "sara", { storageId, operationId })).toBe(first);
      expect(await gallery(w, ticketId)).toHaveLength(1);
      await expectRefused(addFile(w, other, "sara", { storageId }), "file.missing");
      await expectRefused(addFile(w, other, "sara", { operationId }), "operation.reused");
      // The refused attempt must not have taken the claimed file away.
      expect((await gallery(w, ticketId))[0]?.url).toMatch(/^http/);
    });

    test("[F-09] own files go within a day, others' do not, planners remove any; evidence follows", async () => {
      const w = world();
      const ticket = await w.newTicket();
      await w.place(ticket, "R-101", null);
      const { ticketId } = ticket;
      const own = await addFile(w, ticketId, "fahd", { kind: "after" });
      const desk = await addFile(w, ticketId, "sara", { kind: "after" });
      const fahd = await w.as("fahd");
      await expectRefused(fahd.mutation(api.attachments.remove, { attachmentId: desk }), "access.denied");
      expect((await gallery(w, ticketId, "fahd")).map((file) => file.mayRemove)).toEqual([true, false]);
      await fahd.mutation(api.attachments.remove, { attachmentId: own });
      await fahd.mutation(api.attachments.remove, { attachmentId: own });
      expect((await w.detail(ticketId)).facts.evidence.photos.after).toBe(1);
      await (await w.as("sara")).mutation(api.attachments.remove, { attachmentId: desk });
      expect(await gallery(w, ticketId)).toEqual([]);
    });

    test("[C-03] the customer adds and sees his files through his link, and never internal ones", async () => {
      const w = world();
      const { ticketId } = await w.newTicket();
      await addFile(w, ticketId, "sara", { visibility: "internal" });
      const token = await tokenOf(w, ticketId);
      const { anonymous } = w.driver;
      const url = await anonymous.mutation(api.attachments.customerUploadUrl, { token });
      const attachmentId = await anonymous.action(api.attachments.customerAdd, {
        token,
        kind: "device",
        storageId: await w.driver.upload(url, freshPicture()),
        thumbnailId: null,
        caption: "هنا",
        visibility: "internal",
        operationId: w.operationId(),
      });
      const seen = await anonymous.query(api.attachments.customerGallery, { token });
      expect(seen.map((file) => file.attachmentId)).toEqual([attachmentId]);
      expect(await gallery(w, ticketId)).toHaveLength(2);
      await anonymous.mutation(api.attachments.customerRemove, { token, attachmentId });
      expect(await anonymous.query(api.attachments.customerGallery, { token })).toEqual([]);
      await expectRefused(
        anonymous.query(api.attachments.customerGallery, { token: "A".repeat(32) }),
        "access.denied",
      );
      await expectRefused(anonymous.query(api.attachments.customerGallery, { ticketId }), "auth.signedOut");
    });

    test("[Z-02] a file is added and seen in scope only", async () => {
      const w = world();
      const { ticketId } = await w.newTicket({ branch: "cairo" });
      await expectRefused(addFile(w, ticketId, "sara"), "access.denied");
      await expectRefused(gallery(w, ticketId, "sara"), "access.denied");
      await expectRefused(gallery(w, ticketId, "fahd"), "access.denied");
      const { anonymous } = w.driver;
      await expectRefused(anonymous.mutation(api.attachments.uploadUrl, { ticketId }), "auth.signedOut");
      // A storage id alone opens nothing either.
      const mona = await w.as("mona");
      const url = await mona.mutation(api.attachments.uploadUrl, { ticketId });
      const storageId = await w.driver.upload(url, freshPicture());
      await expectRefused(
        anonymous.action(api.attachments.add, {
          ticketId,
          kind: "before",
          storageId,
          thumbnailId: null,
          caption: "",
          visibility: "customer",
          operationId: w.operationId(),
        }),
        "auth.signedOut",
      );
    });

    test("[F-09] the sweep leaves claimed and fresh uploads alone", async () => {
      const w = world();
      const { ticketId } = await w.newTicket();
      await addFile(w, ticketId, "sara");
      await w.driver.run("jobs/sweeps:uploads", {});
      await w.driver.run("jobs/sweeps:operations", {});
      expect(await gallery(w, ticketId)).toHaveLength(1);
    });
  });
}

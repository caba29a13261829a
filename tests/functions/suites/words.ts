/** The company's own words and reasons on every form and step, and who hears a message. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { expectRefused, must, type World } from "../../support/world";
import { eventually } from "./promises";

const PAGE = { numItems: 30, cursor: null };

export function wordsSuite(world: () => World): void {
  describe("words of the company", () => {
    test("[D-08] an added reason is offered, can be given, stays on the timeline; an unknown one is refused", async () => {
      const w = world();
      const ziad = await w.as("ziad");
      const label = { ar: "وعد سابق", en: "Promised before" };
      const entry = { list: "reasons" as const, code: "promised_before", label, active: true, rank: 90 };
      await ziad.mutation(api.settings.addEntry, entry);
      const { reasons } = await (await w.as("fahd")).query(api.vocabulary.ofCompany, {});
      expect(reasons).toContainEqual(expect.objectContaining({ code: "promised_before", label }));
      const ticket = await w.newTicket();
      const cancel = (reason: string) => w.step(ticket.ticketId, "cancel", "sara", { reason });
      await expectRefused(cancel("no_such_reason"), "input.invalid");
      await expectRefused(cancel("x".repeat(1_000_000)), "input.invalid");
      await cancel("promised_before");
      const { timeline } = await w.detail(ticket.ticketId);
      expect(timeline.at(-1)).toMatchObject({ action: "cancel", reason: "promised_before" });
    });

    test("[D-08] an added city is known by its words: requests store its code", async () => {
      const w = world();
      const ziad = await w.as("ziad");
      const label = { ar: "الخرج", en: "Al-Kharj" };
      await ziad.mutation(api.settings.addEntry, {
        list: "cities",
        code: "kharj",
        label,
        active: true,
        rank: 90,
      });
      const { branchId } = await w.branch("riyadh");
      const { ticketId } = await (await w.as("sara")).mutation(api.intake.byStaff, {
        branchId,
        contactId: null,
        requester: { name: "Nasser Al-Dosari", phone: "0551239876" },
        locationId: null,
        place: { address: "شارع الملك فهد، الخرج", city: "al-kharj", point: null, accessNotes: "" },
        assetIds: [],
        request: { workType: "ac_repair", problem: "المكيف لا يبرد", preferred: null, items: [] },
        priority: "normal",
        operationId: w.operationId(),
      });
      expect((await w.detail(ticketId)).ticket.city).toBe("kharj");
    });

    test("[Z-02] the words are the members' and the customer's of the ticket", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const token = must((await w.detail(ticket.ticketId)).trackingToken, "a token");
      expect(
        (await w.driver.anonymous.query(api.vocabulary.ofTicket, { token })).cities.length,
      ).toBeGreaterThan(0);
      await expectRefused(w.driver.anonymous.query(api.vocabulary.ofCompany, {}), "auth.signedOut");
      await expectRefused(
        w.driver.anonymous.query(api.vocabulary.ofTicket, { token: "unknown-token-of-nobody" }),
        "access.denied",
      );
    });
  });

  describe("bells of a conversation", () => {
    test("[N-01] the customer's message rings at the desk and with the holder, once while it is unread", async () => {
      const w = world();
      const ticket = await w.newTicket();
      await w.place(ticket, "R-101", null);
      const token = must((await w.detail(ticket.ticketId)).trackingToken, "a token");
      const bells = async (person: "sara" | "fahd" | "mona") =>
        (await (await w.as(person)).query(api.notifications.list, { paginationOpts: PAGE })).page.filter(
          (one) => one.ticketId === ticket.ticketId && one.template === "customer_message",
        );
      const write = async (body: string) =>
        await w.driver.anonymous.mutation(api.conversation.customerSend, {
          token,
          body,
          operationId: w.operationId(),
        });
      await write("متى تصلون؟");
      await write("أنا في البيت");
      await eventually(
        () => bells("sara"),
        (rows) => rows.length > 0,
      );
      await eventually(
        () => bells("fahd"),
        (rows) => rows.length > 0,
      );
      expect(await bells("sara")).toHaveLength(1);
      expect(await bells("mona")).toHaveLength(0);
      const sara = await w.as("sara");
      await sara.mutation(api.conversation.read, {
        ticketId: ticket.ticketId,
        audience: "customer",
        throughAt: Date.now(),
      });
      await write("شكرًا");
      await eventually(
        () => bells("sara"),
        (rows) => rows.length === 2,
      );
    });
  });
}

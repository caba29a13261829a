/** Requests by hand: staff, guests, signed-in customers; customers and what becomes of a stranger's word. */
import type { FunctionArgs } from "convex/server";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import schema from "../../../convex/schema";
import { addDays, serviceDayOf } from "../../../shared/time/zones";
import { defaultsOf } from "./catalogue";
import { expectBlocked, expectRefused, must, type World } from "../../support/world";
import { codeOf, otherCode } from "./records";

type GuestRequest = FunctionArgs<typeof api.intake.byGuest>;

const PLACE = {
  address: "حي العليا، شارع الأمير سلطان 12",
  city: "الرياض",
  point: { lat: 24.69, lng: 46.68 },
  accessNotes: "Ring twice",
};
const REQUEST = {
  workType: "ac_repair",
  problem: "المكيف لا يبرد منذ يومين",
  preferred: null,
  items: [
    {
      kind: "ac" as const,
      brand: "Gree",
      model: "",
      identity: "",
      problem: "",
      warranty: "unknown" as const,
      invoiceNumber: "",
    },
  ],
};

let serial = 0;
/** A Saudi mobile number no other test uses. */
function freshPhone(): string {
  serial += 1;
  return `05877${String(10_000 + serial)}`;
}
const e164 = (phone: string) => `+966${phone.slice(1)}`;

async function guest(w: World, wish: Partial<GuestRequest> = {}) {
  const { branchId } = await w.branch("riyadh");
  return await w.driver.anonymous.mutation(api.intake.byGuest, {
    branchId,
    requester: { name: "زائر كريم", phone: freshPhone() },
    language: "ar",
    place: PLACE,
    request: REQUEST,
    operationId: w.operationId(),
    ...wish,
  });
}

async function signInByPhone(w: World, phone: string) {
  const asked = await w.driver.anonymous.mutation(api.account.requestPhoneCode, { phone });
  const rows = await w.driver.rows("outbox");
  const message = must(
    rows.find((row) => row["to"] === asked.phone && row["secrets"] !== undefined),
    "a message",
  );
  const { code = "" } = message["secrets"] as Record<string, string>;
  return must(await w.driver.enter("phone", { ...asked, code }), "a session");
}

export function intakeSuite(world: () => World): void {
  describe("requests of guests", () => {
    test("[W-06][W-07] a guest gets a number and a link, and staff see the request on the board", async () => {
      const w = world();
      const { ticketId, number, token } = await guest(w);
      expect(number).toMatch(/^TK-/);
      expect(token).toMatch(/^[\w-]{32}$/);
      expect(await w.driver.anonymous.query(api.tracking.byToken, { token })).toMatchObject({ number });
      const sara = await w.as("sara");
      expect((await w.detail(ticketId, "sara")).ticket).toMatchObject({
        city: "riyadh",
        workType: "ac_repair",
        priority: "normal",
      });
      expect(await sara.query(api.records.items, { ticketId })).toMatchObject([
        { kind: "ac", brand: "Gree" },
      ]);
    });

    test("[M-08] several things on one ticket: each is told apart, by the technician who has it, and the customer sees it", async () => {
      const w = world();
      const [cooler, washer] = [
        {
          kind: "ac" as const,
          brand: "Gree",
          model: "",
          identity: "SN-1",
          problem: "لا يبرد",
          warranty: "unknown" as const,
          invoiceNumber: "",
        },
        {
          kind: "washer" as const,
          brand: "Bosch",
          model: "WAT",
          identity: "SN-2",
          problem: "تهتز",
          warranty: "unknown" as const,
          invoiceNumber: "",
        },
      ];
      const { ticketId, token } = await guest(w, { request: { ...REQUEST, items: [cooler, washer] } });
      const seen = async () =>
        must(await w.driver.anonymous.query(api.tracking.byToken, { token }), "the page").items;
      // What a device is known by stays with the company.
      expect(await seen()).toEqual([
        { kind: "ac", brand: "Gree", model: "", state: "open" },
        { kind: "washer", brand: "Bosch", model: "WAT", state: "open" },
      ]);
      const sara = await w.as("sara");
      const [first, second] = await sara.query(api.records.items, { ticketId });
      const settle = { itemId: must(first, "the first").itemId, state: "fixed" as const, expectedVersion: 0 };
      // Whose ticket it is not, settles nothing.
      await expectRefused((await w.as("fahd")).mutation(api.items.settle, settle), "access.denied");
      await w.place((await w.detail(ticketId)).ticket, "R-101", null);
      const fahd = await w.as("fahd");
      expect(await fahd.mutation(api.items.settle, settle)).toBe(1);
      await expectRefused(sara.mutation(api.items.settle, settle), "record.changedMeanwhile");
      const other = { itemId: must(second, "the second").itemId, state: "not_fixed" as const };
      await expectRefused(fahd.mutation(api.items.settle, { ...other, expectedVersion: 3 }), "input.invalid");
      await fahd.mutation(api.items.settle, { ...other, expectedVersion: 0 });
      expect((await seen()).map(({ state }) => state)).toEqual(["fixed", "not_fixed"]);
      await sara.mutation(api.items.settle, { ...settle, state: "open", expectedVersion: 1 });
      expect(
        (await sara.query(api.records.items, { ticketId })).map(({ state, version }) => [state, version]),
      ).toEqual([
        ["open", 2],
        ["not_fixed", 1],
      ]);
      await w.step(ticketId, "cancel", "sara");
    });

    test("[S-25][W-04] how to get in and when he would like it reach whoever plans and whoever stands at the door", async () => {
      const w = world();
      const { zone } = await w.branch("riyadh");
      const wish = { serviceDay: addDays(serviceDayOf(Date.now(), zone), 2), slot: "evening" as const };
      const { number } = await guest(w, {
        place: { ...PLACE, accessNotes: "البوابة الخلفية، الرمز 4411#" },
        request: { ...REQUEST, preferred: wish },
      });
      const ticketId = must(await (await w.as("sara")).query(api.tickets.find, { number }), "the ticket");
      const seen = await w.detail(ticketId);
      expect(seen.asked).toEqual({
        accessNotes: "البوابة الخلفية، الرمز 4411#",
        preferred: wish,
        contactId: seen.asked.contactId,
      });
      await w.place({ ticketId, version: seen.ticket.version }, "R-101", null);
      const fahd = await w.as("fahd");
      const day = await fahd.query(api.technicians.today, { serviceDay: serviceDayOf(Date.now(), zone) });
      expect(day.jobs.find((job) => job.ticket.number === number)?.accessNotes).toContain("4411#");
      // The customer's record is for those who may look customers up.
      expect((await w.detail(ticketId, "fahd")).asked).toMatchObject({ preferred: wish, contactId: null });
    });

    test("[W-01] what is missing or wrong is named", async () => {
      const w = world();
      const cases: [Partial<GuestRequest>, string][] = [
        [{ requester: { name: "ab", phone: "0501234567" } }, "name"],
        [{ requester: { name: "Somebody", phone: "12345" } }, "phone"],
        [{ requester: { name: "Somebody", phone: "x".repeat(1_000_000) } }, "phone"],
        [{ place: { ...PLACE, point: null } }, "point"],
        [{ place: { ...PLACE, point: { lat: 124, lng: 46 } } }, "point.lat"],
        [{ place: { ...PLACE, address: "short" } }, "address"],
        [{ request: { ...REQUEST, workType: "no_such_type" } }, "workType"],
        [{ request: { ...REQUEST, problem: "a\u0000bcdefg" } }, "problem"],
        [{ request: { ...REQUEST, problem: "x".repeat(1_000_000) } }, "problem"],
        [
          { request: { ...REQUEST, preferred: { serviceDay: "2020-01-01", slot: "morning" } } },
          "preferred.serviceDay",
        ],
        [{ operationId: "short" }, "operationId"],
      ];
      for (const [wish, field] of cases) {
        const refusal = await expectRefused(guest(w, wish), "input.invalid");
        expect(refusal.params, field).toEqual({ field });
      }
    });

    test("[W-07] sent twice is taken once; one number asks only so often", async () => {
      const w = world();
      const requester = { name: "زائر كريم", phone: freshPhone() };
      const operationId = w.operationId();
      const first = await guest(w, { requester, operationId });
      expect(await guest(w, { requester, operationId })).toEqual(first);
      for (let again = 0; again < 4; again += 1) await guest(w, { requester });
      await expectRefused(guest(w, { requester }), "auth.tooManyAttempts");
      expect(await guest(w, { requester, operationId })).toEqual(first);
    });

    test("[J-46] a stranger's ticket is nobody's until the number is proven, then it is the person's", async () => {
      const w = world();
      const phone = freshPhone();
      const sara = await w.as("sara");
      const known = await sara.mutation(api.contacts.create, {
        contact: {
          name: "Known Person",
          phone,
          email: "",
          language: "ar",
          channel: "sms",
          note: "",
        },
        operationId: w.operationId(),
      });
      const { ticketId, token } = await guest(w, { requester: { name: "Stranger", phone } });
      expect(await sara.query(api.contacts.tickets, { contactId: known })).toEqual([]);
      expect((await sara.query(api.contacts.search, { text: phone })).map((one) => one.standing)).toEqual([
        "known",
        "guest",
      ]);
      const { anonymous } = w.driver;
      await anonymous.mutation(api.estimates.customerCode, { token });
      const code = await codeOf(w, ticketId);
      expect(await anonymous.mutation(api.intake.proveNumber, { token, code: otherCode(code) })).toEqual({
        accepted: false,
      });
      expect(await sara.query(api.contacts.tickets, { contactId: known })).toEqual([]);
      expect(await anonymous.mutation(api.intake.proveNumber, { token, code })).toEqual({ accepted: true });
      expect(await sara.query(api.contacts.tickets, { contactId: known })).toMatchObject([{ ticketId }]);
      expect(await sara.query(api.contacts.search, { text: phone })).toMatchObject([
        { contactId: known, standing: "verified" },
      ]);
    });

    test("[W-06] what can be asked for is what the catalogue offers", async () => {
      const w = world();
      const offered = must(await w.driver.anonymous.query(api.intake.options, {}), "options");
      expect(offered.branches).toHaveLength(3);
      expect(offered.workTypes.map((type) => type.code)).toEqual(
        expect.arrayContaining(["ac_repair", "consultation_online"]),
      );
      expect(offered.trades.length).toBeGreaterThan(3);
    });
  });

  describe("requests of customers", () => {
    test("[C-02][W-06] a signed-in customer asks, sees his own requests and no others", async () => {
      const w = world();
      const phone = freshPhone();
      const { branchId } = await w.branch("riyadh");
      const asGuest = await guest(w, { requester: { name: "Same Person", phone } });
      await guest(w);
      const customer = await signInByPhone(w, phone);
      const taken = await customer.mutation(api.intake.byCustomer, {
        branchId,
        name: "Same Person",
        place: PLACE,
        request: REQUEST,
        operationId: w.operationId(),
      });
      const { tickets: mine } = await customer.query(api.customers.tickets, {});
      expect(mine.map((ticket) => ticket.number).toSorted()).toEqual(
        [asGuest.number, taken.number].toSorted(),
      );
      expect(mine.find((ticket) => ticket.number === taken.number)?.token).toBe(taken.token);
      await customer.mutation(api.conversation.customerSend, {
        ticketId: taken.ticketId,
        body: "hello",
        operationId: w.operationId(),
      });
      const foreign = await w.newTicket();
      await expectRefused(
        customer.query(api.estimates.customerList, { ticketId: foreign.ticketId }),
        "access.denied",
      );
      await expectRefused(
        customer.query(api.estimates.customerList, { ticketId: taken.ticketId, token: taken.token }),
        "input.invalid",
      );
      await expectRefused(w.driver.anonymous.query(api.customers.tickets, {}), "auth.signedOut");
      await expectRefused((await w.as("sara")).query(api.customers.tickets, {}), "access.denied");
    });

    test("[C-07] signed in, he approves without a code", async () => {
      const w = world();
      const phone = freshPhone();
      const { ticketId } = await guest(w, { requester: { name: "Same Person", phone } });
      const sara = await w.as("sara");
      const estimateId = await sara.mutation(api.estimates.draft, {
        ticketId,
        estimate: {
          lines: [{ kind: "labour", description: "Visit", quantity: 1, unitAmountMinor: 100 }],
          note: "",
        },
        operationId: w.operationId(),
      });
      await sara.mutation(api.estimates.send, {
        estimateId,
        expectedVersion: 1,
        operationId: w.operationId(),
      });
      const customer = await signInByPhone(w, phone);
      expect(
        await customer.mutation(api.estimates.customerAnswer, {
          ticketId,
          estimateId,
          approve: true,
          note: "",
          code: null,
          operationId: w.operationId(),
        }),
      ).toEqual({ accepted: true });
      expect((await sara.query(api.records.estimates, { ticketId }))[0]).toMatchObject({
        state: "approved",
        answer: { method: "signed_in" },
      });
    });
  });

  describe("requests taken by staff", () => {
    const byStaff = async (w: World, wish: Partial<FunctionArgs<typeof api.intake.byStaff>>) => {
      const { branchId } = await w.branch("riyadh");
      return await (await w.as("sara")).mutation(api.intake.byStaff, {
        branchId,
        contactId: null,
        requester: null,
        locationId: null,
        place: null,
        assetIds: [],
        request: { ...REQUEST, items: [] },
        priority: "high",
        operationId: w.operationId(),
        ...wish,
      });
    };

    test("[W-06] a new customer with place and device, then a known one; who created it is on the timeline", async () => {
      const w = world();
      const phone = freshPhone();
      const sara = await w.as("sara");
      const first = await byStaff(w, { requester: { name: "عميل جديد", phone }, place: PLACE });
      const [contact] = await sara.query(api.contacts.search, { text: e164(phone) });
      const { contactId } = must(contact, "the new customer");
      const { locations } = await sara.query(api.contacts.get, { contactId });
      const { locationId } = must(locations[0], "his place");
      const assetIds = await Promise.all(
        ["S-1", "S-2"].map((number) =>
          sara.mutation(api.assets.add, {
            contactId,
            asset: {
              kind: "washer",
              brand: "LG",
              model: "F4",
              serial: `${number}${phone}`,
              plate: "",
              vin: "",
              year: 2020,
              warrantyUntil: "2027-01-31",
              note: "",
            },
            operationId: w.operationId(),
          }),
        ),
      );
      const second = await byStaff(w, {
        contactId,
        locationId,
        assetIds,
        request: { ...REQUEST, workType: "washer_repair" },
      });
      expect(await sara.query(api.records.items, { ticketId: second.ticketId })).toMatchObject([
        { kind: "washer", identity: `S-1${phone}` },
        { kind: "washer", identity: `S-2${phone}` },
        { kind: "ac" },
      ]);
      const detail = await w.detail(second.ticketId, "sara");
      expect(detail.ticket).toMatchObject({ contactName: "عميل جديد", phone: e164(phone), priority: "high" });
      expect(detail.timeline[0]).toMatchObject({ action: "create", actor: { role: "dispatcher" } });
      expect(
        (await sara.query(api.contacts.tickets, { contactId })).map((ticket) => ticket.number).toSorted(),
      ).toEqual([first.number, second.number].toSorted());
      expect(await sara.query(api.assets.byIdentity, { text: `s1 ${phone}` })).toMatchObject([
        { contactId, serial: `S-1${phone}` },
      ]);
    });

    test("[W-06] a known number is told with whose it is; halves of customer or place are refused", async () => {
      const w = world();
      const phone = freshPhone();
      const requester = { name: "Somebody Known", phone };
      await byStaff(w, { requester, place: PLACE });
      const known = await expectRefused(byStaff(w, { requester, place: PLACE }), "contact.phoneKnown");
      expect(known.params).toMatchObject({ name: "Somebody Known" });
      await expectRefused(byStaff(w, { place: PLACE }), "input.invalid");
      await expectRefused(
        byStaff(w, { requester: { name: "Another One", phone: freshPhone() } }),
        "input.invalid",
      );
    });

    test("[Z-02] planners of the branch only", async () => {
      const w = world();
      const cairo = await w.branch("cairo");
      await expectRefused(byStaff(w, { branchId: cairo.branchId }), "access.denied");
      const { branchId } = await w.branch("riyadh");
      const args = {
        branchId,
        contactId: null,
        requester: null,
        locationId: null,
        place: null,
        assetIds: [],
        request: REQUEST,
        priority: "low" as const,
        operationId: w.operationId(),
      };
      await expectRefused((await w.as("fahd")).mutation(api.intake.byStaff, args), "access.denied");
      await expectRefused(w.driver.anonymous.mutation(api.intake.byStaff, args), "auth.signedOut");
    });

    test("[D-15] a type that was switched off is not taken any more, and old tickets keep going", async () => {
      const w = world();
      const owner = await w.as("noura");
      const policy = (await defaultsOf(w)).find((entry) => entry.value.code === "oven_repair");
      const { value, version } = must(policy, "the type");
      const old = await w.newTicket({ workType: "oven_repair" });
      await owner.mutation(api.catalogue.putType, { policy: value, active: false, expectedVersion: version });
      const refusal = await expectRefused(
        guest(w, { request: { ...REQUEST, workType: "oven_repair" } }),
        "input.invalid",
      );
      expect(refusal.params).toEqual({ field: "workType" });
      expect((await w.detail(old.ticketId)).ticket.workType).toBe("oven_repair");
      await owner.mutation(api.catalogue.putType, {
        policy: value,
        active: true,
        expectedVersion: version + 1,
      });
    });
  });

  describe("customers", () => {
    const enter = async (w: World, phone: string) =>
      await (await w.as("sara")).mutation(api.contacts.create, {
        contact: {
          name: "Huda Customer",
          phone,
          email: "huda@example.com",
          language: "en",
          channel: "whatsapp",
          note: "",
        },
        operationId: w.operationId(),
      });

    test("[E-04] found by number in any form and by words of the name", async () => {
      const w = world();
      const phone = freshPhone();
      const contactId = await enter(w, phone);
      const sara = await w.as("sara");
      for (const text of [phone, e164(phone), `00966 ${phone.slice(1)}`])
        expect((await sara.query(api.contacts.search, { text })).map((one) => one.contactId)).toEqual([
          contactId,
        ]);
      const byName = await sara.query(api.contacts.search, { text: "Huda" });
      expect(byName.map((one) => one.contactId)).toContain(contactId);
      expect(await sara.query(api.contacts.search, { text: " " })).toEqual([]);
      await expectRefused(enter(w, phone), "contact.phoneKnown");
      await expectRefused((await w.as("fahd")).query(api.contacts.search, { text: phone }), "access.denied");
    });

    test("[W-07] a stranger's request is answered by a message with its number and link, once", async () => {
      const w = world();
      const { ticketId, number, token } = await guest(w);
      const sent = (await (await w.as("sara")).query(api.outbox.ofTicket, { ticketId })).filter(
        (one) => one.template === "ticket_received",
      );
      expect(sent).toHaveLength(1);
      expect(sent[0]?.texts.ar.body).toContain(number);
      expect(sent[0]?.texts.en.body).toContain(`/t/${token}`);
    });

    test("[C-02] the list of customers: who changed last first, page by page, for those who take requests", async () => {
      const w = world();
      const first = await enter(w, freshPhone());
      const second = await enter(w, freshPhone());
      const sara = await w.as("sara");
      const page = async (numItems: number) =>
        (await sara.query(api.contacts.list, { paginationOpts: { numItems, cursor: null } })).page.map(
          (one) => one.contactId,
        );
      expect(await page(2)).toEqual([second, first]);
      const { contact } = await sara.query(api.contacts.get, { contactId: first });
      const { name, email, language, channel, note } = contact;
      await sara.mutation(api.contacts.change, {
        contactId: first,
        contact: { name, phone: contact.phone ?? "", email, language, channel, note: `${note}!` },
        expectedVersion: contact.version,
      });
      expect(await page(2)).toEqual([first, second]);
      await expectRefused(
        (await w.as("fahd")).query(api.contacts.list, { paginationOpts: { numItems: 2, cursor: null } }),
        "access.denied",
      );
    });

    test("[C-14] wishes: versions, bounds, and nobody both wanted and unwanted", async () => {
      const w = world();
      const contactId = await enter(w, freshPhone());
      const sara = await w.as("sara");
      const fahd = await w.technician("R-101");
      const wish = async (blocked: boolean, expectedVersion: number) =>
        await sara.mutation(api.contacts.setPreferences, {
          contactId,
          preferences: {
            preferredTechnicianIds: [fahd, fahd],
            blockedTechnicianIds: blocked ? [fahd] : [],
            serviceReminders: false,
            marketing: true,
          },
          expectedVersion,
        });
      await expectRefused(wish(true, 1), "input.invalid");
      await wish(false, 1);
      await expectRefused(wish(false, 1), "record.changedMeanwhile");
      expect((await sara.query(api.contacts.get, { contactId })).contact).toMatchObject({
        preferredTechnicianIds: [fahd],
        serviceReminders: false,
        marketing: true,
        version: 2,
      });
    });

    test("[C-14] a technician the customer does not want is not sent, unless a supervisor says why", async () => {
      const w = world();
      const { branchId } = await w.branch("riyadh");
      const sara = await w.as("sara");
      const contactId = await enter(w, freshPhone());
      const fahd = await w.technician("R-101");
      await sara.mutation(api.contacts.setPreferences, {
        contactId,
        preferences: {
          preferredTechnicianIds: [],
          blockedTechnicianIds: [fahd],
          serviceReminders: true,
          marketing: false,
        },
        expectedVersion: 1,
      });
      const { ticketId } = await sara.mutation(api.intake.byStaff, {
        branchId,
        contactId,
        requester: null,
        locationId: null,
        place: PLACE,
        assetIds: [],
        request: REQUEST,
        priority: "low",
        operationId: w.operationId(),
      });
      await expectBlocked(w.place({ ticketId, version: 1 }, "R-101", null), ["unwantedByCustomer"]);
      const placed = await (await w.as("huda")).mutation(api.tickets.place, {
        ticketId,
        expectedVersion: 1,
        technicianId: fahd,
        startsAt: null,
        override: "Nobody else can do it this week",
        operationId: w.operationId(),
      });
      expect(placed.status).toBe("assigned");
    });

    test("[J-46] a changed number is not proven any more", async () => {
      const w = world();
      const phone = freshPhone();
      const { token, ticketId } = await guest(w, { requester: { name: "Proven", phone } });
      const { anonymous } = w.driver;
      await anonymous.mutation(api.estimates.customerCode, { token });
      await anonymous.mutation(api.intake.proveNumber, { token, code: await codeOf(w, ticketId) });
      const sara = await w.as("sara");
      const [contact] = await sara.query(api.contacts.search, { text: phone });
      const { contactId, version } = must(contact, "the contact");
      expect(contact?.standing).toBe("verified");
      await sara.mutation(api.contacts.change, {
        contactId,
        contact: {
          name: "Proven",
          phone: freshPhone(),
          email: "",
          language: "ar",
          channel: "sms",
          note: "",
        },
        expectedVersion: version,
      });
      expect((await sara.query(api.contacts.get, { contactId })).contact.standing).toBe("known");
    });

    test("[C-15] data is handed out, and removed without breaking the books", async () => {
      const w = world();
      const phone = freshPhone();
      const { branchId } = await w.branch("riyadh");
      const sara = await w.as("sara");
      const taken = await sara.mutation(api.intake.byStaff, {
        branchId,
        contactId: null,
        requester: { name: "Forget Me", phone },
        locationId: null,
        place: PLACE,
        assetIds: [],
        request: REQUEST,
        priority: "low",
        operationId: w.operationId(),
      });
      const { ticketId, token } = taken;
      await w.driver.anonymous.mutation(api.conversation.customerSend, {
        token,
        body: "my secret",
        operationId: w.operationId(),
      });
      const [contact] = await sara.query(api.contacts.search, { text: phone });
      const { contactId } = must(contact, "the contact");
      const owner = await w.as("noura");
      await expectRefused(sara.mutation(api.contacts.exportData, { contactId }), "access.denied");
      const data = await owner.mutation(api.contacts.exportData, { contactId });
      expect(data.contact.phone).toBe(e164(phone));
      expect(data.tickets).toMatchObject([
        { number: taken.number, messages: [{ body: "my secret" }], items: [{ brand: "Gree" }] },
      ]);
      await expectRefused(owner.mutation(api.contacts.erase, { contactId }), "contact.ticketsOpen");
      await w.step(ticketId, "cancel", "sara");
      await expectRefused(sara.mutation(api.contacts.erase, { contactId }), "access.denied");
      await owner.mutation(api.contacts.erase, { contactId });
      await w.driver.run("jobs/sweeps:eraseTickets", { contactId });
      expect(await sara.query(api.contacts.search, { text: phone })).toEqual([]);
      const { contact: after, locations } = await sara.query(api.contacts.get, { contactId });
      expect(after).toMatchObject({ name: "", phone: null });
      expect(after.erasedAt).not.toBeNull();
      expect(locations).toEqual([]);
      const detail = await w.detail(ticketId);
      expect(detail.ticket).toMatchObject({
        number: taken.number,
        status: "cancelled",
        workType: "ac_repair",
        contactName: "",
        phone: null,
        address: "",
      });
      expect(JSON.stringify(detail)).not.toContain("Forget Me");
      const messages = await owner.query(api.conversation.list, {
        ticketId,
        audience: "customer",
        paginationOpts: { numItems: 5, cursor: null },
      });
      expect(messages.page.map((message) => message.body)).toEqual([""]);
      expect(await w.driver.anonymous.query(api.tracking.byToken, { token })).toBeNull();
    });

    test("[C-15] after an erasure no row of any table holds a word of his", async () => {
      const w = world();
      const phone = freshPhone();
      const word = `vergissmeinnicht${String(serial)}`;
      const { branchId } = await w.branch("riyadh");
      const sara = await w.as("sara");
      const { ticketId, token } = await sara.mutation(api.intake.byStaff, {
        branchId,
        contactId: null,
        requester: { name: `Name ${word}`, phone },
        locationId: null,
        place: { ...PLACE, address: `Street ${word}`, accessNotes: `Door ${word}` },
        assetIds: [],
        request: {
          ...REQUEST,
          problem: `Problem ${word}`,
          items: REQUEST.items.map((item) => ({
            ...item,
            identity: `SN ${word}`,
            problem: `Rattles ${word}`,
          })),
        },
        priority: "low",
        operationId: w.operationId(),
      });
      await w.driver.anonymous.mutation(api.conversation.customerSend, {
        token,
        body: `Message ${word}`,
        operationId: w.operationId(),
      });
      await sara.mutation(api.conversation.logDealing, {
        ticketId,
        dealing: {
          channel: "call",
          startedBy: "company",
          summary: `Summary ${word}`,
          answer: `Answer ${word}`,
          responseMinutes: null,
          satisfaction: null,
        },
        operationId: w.operationId(),
      });
      await sara.mutation(api.escalations.complain, {
        ticketId,
        words: `Complaint ${word}`,
        operationId: w.operationId(),
      });
      const [contact] = await sara.query(api.contacts.search, { text: phone });
      const { contactId } = must(contact, "the contact");
      const owner = await w.as("noura");
      await owner.mutation(api.contacts.exportData, { contactId });
      await w.step(ticketId, "cancel", "sara");
      await owner.mutation(api.contacts.erase, { contactId });
      await w.driver.run("jobs/sweeps:eraseTickets", { contactId });
      const left: string[] = [];
      for (const table of Object.keys(schema.tables))
        for (const row of await w.driver.rows(table)) {
          for (const [field, value] of Object.entries(row))
            if ([word, e164(phone)].some((mark) => JSON.stringify(value)?.includes(mark)))
              left.push(`${table}.${field}`);
        }
      expect(left).toEqual([]);
    });
  });
}

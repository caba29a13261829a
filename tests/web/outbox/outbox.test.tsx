/* The page of messages and the bell, over a fake deployment. */
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { Bell } from "../../../web/features/notifications/Bell";
import type { Message } from "../../../web/ticket/MessageRow";
import { Outbox } from "../../../web/features/outbox/Outbox";
import type { OutboxSearch } from "../../../web/features/outbox/outboxFilters";
import { concernsCard, countdownTo } from "../../../web/lib/countdown";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";
import { plain } from "../support/plainText";

const message = (over: Partial<Message> & { readonly id: string }): Message => {
  const { id, ...rest } = over;
  return {
    messageId: id as Id<"outbox">,
    template: "visit_reminder_day",
    channel: "sms",
    audience: "customer",
    to: "+966500000001",
    recipient: null,
    locale: "ar",
    zone: "Asia/Riyadh",
    texts: {
      ar: { subject: "تذكير", body: "نزورك غدًا" },
      en: { subject: "Reminder", body: "We come tomorrow" },
    },
    ticketId: null,
    number: null,
    sendAt: 0,
    state: "notSent",
    reason: "noProvider",
    detail: null,
    attempts: 0,
    settledAt: 0,
    ...rest,
  };
};

function drawOutbox(rows: readonly Message[]) {
  const convex = new FakeConvex();
  convex.answer(api.outbox.ways, () => [
    { channel: "sms" as const, ready: false },
    { channel: "inApp" as const, ready: true },
  ]);
  const asked: unknown[] = [];
  convex.answer(api.outbox.list, ({ state, channel }) => {
    asked.push({ state, channel });
    return {
      page: rows.filter((row) => state === null || row.state === state),
      isDone: true,
      continueCursor: "end",
    };
  });
  function Page() {
    const [search, setSearch] = useState<OutboxSearch>({});
    return (
      <Outbox
        search={search}
        onSearch={setSearch}
        ticketLink={(number) => <a href={`/tickets/${number}`}>{number}</a>}
      />
    );
  }
  render(
    <InDeployment convex={convex}>
      <Page />
    </InDeployment>,
  );
  return asked;
}

describe("[N-05] page of messages", () => {
  test("what was not sent says so and why, before anybody asks", () => {
    drawOutbox([
      message({ id: "a" }),
      message({ id: "b", state: "failed", reason: "refused", detail: "no such number", attempts: 3 }),
    ]);
    expect(plain(document.body.textContent)).toContain("SMS");
    expect(screen.getByText("not set up: nothing is sent this way")).toBeInTheDocument();
    expect(plain(document.body.textContent)).toContain("Not sent: no provider for this way is set up");
    expect(plain(document.body.textContent)).toContain("Failed: the provider refused it");
    expect(screen.getByText("no such number")).toBeInTheDocument();
  });

  test("[S-60] a message shows its text in both languages, each in its own direction", () => {
    drawOutbox([message({ id: "a" })]);
    expect(screen.getByText("نزورك غدًا").closest("[dir]")).toHaveAttribute("dir", "rtl");
    expect(screen.getByText("We come tomorrow").closest("[dir]")).toHaveAttribute("dir", "ltr");
    const arabic = screen.getByText("In Arabic").closest("section");
    expect(within(arabic ?? document.body).getByText("goes out in this language")).toBeInTheDocument();
  });

  test("state and way are asked of the deployment", async () => {
    const user = userEvent.setup();
    const asked = drawOutbox([message({ id: "a" })]);
    await user.click(screen.getByRole("button", { name: /State/ }));
    await user.click(screen.getByRole("option", { name: "Sent" }));
    expect(asked.at(-1)).toEqual({ state: "sent", channel: null });
    expect(screen.getByText("No messages")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /Way/ }));
    await user.click(screen.getByRole("option", { name: "E-mail" }));
    expect(asked.at(-1)).toEqual({ state: "sent", channel: "email" });
  });
});

describe("[N-02] bell", () => {
  const draw = (unread: number) => {
    const convex = new FakeConvex();
    convex.answer(api.notifications.unread, () => unread);
    convex.answer(api.notifications.list, () => ({
      page: [
        {
          notificationId: "n1" as Id<"notifications">,
          template: "escalation_opened" as const,
          params: { number: "TK-ABC234", level: 2, type: "trip", reason: "SLA-003" },
          zone: "Asia/Riyadh",
          ticketId: "t1" as Id<"tickets">,
          at: Date.now() - 120_000,
          read: false,
        },
      ],
      isDone: true,
      continueCursor: "end",
    }));
    render(
      <InDeployment convex={convex}>
        <Bell
          ticketLink={({ ticketId }, onFollow, children) => (
            <a href={`#${ticketId}`} onClick={onFollow}>
              {children}
            </a>
          )}
        />
      </InDeployment>,
    );
    return convex;
  };

  test("the number of unread ones is in the button's name; a hundred is a bound, not a count", () => {
    draw(3);
    expect(plain(screen.getByRole("button").getAttribute("aria-label"))).toBe("Notifications: 3 unread");
    draw(100);
    expect(plain(screen.getAllByRole("button").at(-1)?.textContent)).toBe("99+");
  });

  test("following a notification reads it; the text is the reader's language", async () => {
    const user = userEvent.setup();
    const convex = draw(1);
    await user.click(screen.getByRole("button", { name: /Notifications/ }));
    const link = await screen.findByRole("link");
    expect(plain(link.textContent)).toContain(
      "TK-ABC234 was escalated to level 2 (Late start): the visit did not start at its time.",
    );
    await user.click(link);
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    expect(convex.mutations[0]).toMatchObject({
      name: "notifications:markRead",
      args: { notificationId: "n1" },
    });
  });

  test("everything is read at once, in as many rounds as the deployment needs", async () => {
    const user = userEvent.setup();
    const convex = draw(100);
    await user.click(screen.getByRole("button", { name: /Notifications/ }));
    await user.click(await screen.findByRole("button", { name: "Mark all as read" }));
    await waitFor(() => expect(convex.mutations).toHaveLength(1));
    await convex.mutations[0]?.resolve({ more: true });
    await waitFor(() => expect(convex.mutations).toHaveLength(2));
    await convex.mutations[1]?.resolve({ more: false });
    expect(convex.mutations.map((one) => one.name)).toEqual([
      "notifications:markAllRead",
      "notifications:markAllRead",
    ]);
  });
});

describe("[S-22] countdown on a card", () => {
  test("calm, soon and late at exact instants; far ones are left to the detail view", () => {
    const due = 10_000_000;
    expect(countdownTo(due, due - 31 * 60_000).urgency).toBe("calm");
    expect(countdownTo(due, due - 30 * 60_000).urgency).toBe("soon");
    expect(countdownTo(due, due)).toEqual({ urgency: "late", lengthMs: 0 });
    expect(countdownTo(due, due + 5000)).toEqual({ urgency: "late", lengthMs: 5000 });
    expect(concernsCard(due, due - 24 * 3_600_000)).toBe(true);
    expect(concernsCard(due, due - 24 * 3_600_000 - 1)).toBe(false);
  });
});

/** [S-35] [T-32] What does not fit is refused with every reason; of two who drop at once one wins and the other is told. */
import { BoardPage, todayAt } from "./support/board";
import { DeploymentAs } from "./support/deployment";
import { fahd, faisal, majed, omar, sara } from "./support/people";
import { PhonePage } from "./support/phone";
import { expect, PHONE, test } from "./support/stage";
import { LANGUAGES } from "./support/words";

for (const language of LANGUAGES) {
  test(`[S-35] a drop that does not fit goes back and says all reasons, not the first (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "سباكة: تسريب تحت المغسلة" });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(majed);
    const board = new BoardPage(await stage.openAs(sara, { language }));
    await board.ready();
    const { t, format, name } = board.opened.words;
    const technician = name(majed.name);
    const card = await board.find(number);

    await board.carry(await board.middleOf(card), await board.spotOnLane(technicianId, todayAt(17)));
    await board.drop();

    const message = board.message(t("board.drop.refusedBy", { number, name: technician }));
    await expect(message).toBeVisible();
    await expect(message).toContainText(t("blockers.technicianOffDuty", { technician }));
    await expect(message).toContainText(
      t("blockers.skillMissing", { technician, skills: format.list([t("skills.plumbing")]) }),
    );
    await expect(message).toContainText(
      t("blockers.outsideShift", {
        technician,
        shiftStart: format.digits("06:00"),
        shiftEnd: format.digits("16:00"),
      }),
    );
    await expect(card).toBeVisible();
    expect((await dispatcher.detail(ticketId)).ticket.status).toBe("new");
  });

  test(`[S-35] two dispatchers drop the same ticket at once: one wins, the other learns who (${language})`, async ({
    stage,
  }) => {
    // The client reports the server's refusal on the console as well.
    stage.tolerate(/ticket\.changedMeanwhile/);
    const arranger = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await arranger.importTicket({ problem: "غسالة لا تعصر" });
    stage.owns(ticketId);
    const toFahd = (await arranger.technician(fahd)).technicianId;
    const toOmar = (await arranger.technician(omar)).technicianId;
    const branch = await arranger.branch();
    const boards = [
      { by: sara, to: toFahd, board: new BoardPage(await stage.openAs(sara, { language })) },
      {
        by: faisal,
        to: toOmar,
        board: new BoardPage(await stage.openAs(faisal, { language }, `/board?branch=${branch.branchId}`)),
      },
    ] as const;
    for (const { board, to } of boards) {
      await board.ready();
      const card = await board.find(number);
      const head = await board.middleOf(board.laneHead(to).locator("bdi").first());
      await board.carry(await board.middleOf(card), head);
    }
    await Promise.all(boards.map(({ board }) => board.drop()));

    const holder = async () => (await arranger.detail(ticketId)).ticket.visit?.technicianId ?? null;
    await expect.poll(holder).not.toBeNull();
    const winner = (await holder()) === toFahd ? boards[0] : boards[1];
    const loser = winner === boards[0] ? boards[1] : boards[0];
    const { t, name } = loser.board.opened.words;
    const told = loser.board.message(t("board.drop.conflict", { name: name(winner.by.name), number }));
    await expect(told).toBeVisible();
    await expect(
      winner.board.message(t("board.drop.conflict", { name: name(loser.by.name), number })),
    ).toHaveCount(0);
    for (const { board } of boards) {
      await expect(board.untimed(winner.to, number)).toBeVisible();
      await expect(board.untimed(loser.to, number)).toHaveCount(0);
    }
    expect(
      (await arranger.detail(ticketId)).timeline.filter(({ action }) => action === "assign"),
    ).toHaveLength(1);
  });

  test(`[F-12] a technician who goes off duty is so on the board at once and gets nothing dropped (${language})`, async ({
    stage,
  }) => {
    const dispatcher = await DeploymentAs.signIn(sara);
    const { number, ticketId } = await dispatcher.importTicket({ problem: "معاينة عامة" });
    stage.owns(ticketId);
    const { technicianId } = await dispatcher.technician(fahd);
    const board = new BoardPage(await stage.openAs(sara, { language }));
    const phone = new PhonePage(await stage.openAs(fahd, { language, size: PHONE, touch: true }));
    await board.ready();
    const { t, name } = board.opened.words;
    await expect(phone.duty).toBeChecked();
    try {
      await phone.duty.press("Space");
      await expect(phone.duty).not.toBeChecked();
      await expect(board.laneHead(technicianId)).toContainText(t("board.lanes.offDuty"));
      await board.dragToTechnician(number, technicianId);
      await expect(board.message(t("board.drop.refusedBy", { number, name: name(fahd.name) }))).toContainText(
        t("blockers.technicianOffDuty", { technician: name(fahd.name) }),
      );
    } finally {
      await (await DeploymentAs.signIn(fahd)).setDuty(true);
    }
    await expect(board.laneHead(technicianId)).not.toContainText(t("board.lanes.offDuty"));
    await expect(phone.duty).toBeChecked();
  });
}

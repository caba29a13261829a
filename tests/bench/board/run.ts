/**
 * `npm run bench:board`: the board's page against the real engine, in a real browser, with many tickets and technicians
 * who drive. Everything that depends on the machine stands beside the same page with an empty branch, in the same run:
 * where WebGL is drawn in software the ratios are what to read.
 * `--tickets 10000 --technicians 2000 --every 5` (seconds between two reports of one technician), `--seconds 20` (of each
 * look), `--minutes 1` (of the look at the heap, with the demo's simulator at 60×; 60 is the hour), `--quick` (a fifth of
 * everything), `--json file`, `--readme`.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { decodeJwt } from "jose";
import { api } from "../../../convex/_generated/api";
import { DEMO_PASSWORD } from "../../../convex/model/demo/accounts";
import { createAuthKeys } from "../../../web/host/authKeys";
import {
  type Deployment,
  pushFunctions,
  runAsAdmin,
  setEnvironment,
} from "../../../web/host/deploymentAdmin";
import { startEngine } from "../../../web/host/engineProcess";
import { signInOnce } from "../../../web/host/memberSession";
import { freePort } from "../../../web/host/ports";
import { deploymentEnvironment } from "../../../web/host/prepareDeployment";
import { Processes, stopChild } from "../../../web/host/processes";
import { ensureWebBuild } from "../../../web/host/webBuild";
import { startWebServer } from "../../../web/host/webServer";
import { browserFlags, findBrowser } from "../../support/browser";
import { describeMachine } from "../machine";
import { writeToReadme } from "../readmeTables";
import { table } from "../report";
import { Executions } from "./executions";
import { type Frames, framesDuring, pan } from "./frames";
import { growBranch, type Templates } from "./largeBranch";
import { type Driving, startDriving } from "./movers";
import { scriptsOf } from "./scripts";
import { SocketBytes } from "./socketBytes";

const { values } = parseArgs({
  options: {
    tickets: { type: "string" },
    technicians: { type: "string" },
    every: { type: "string", default: "5" },
    seconds: { type: "string" },
    minutes: { type: "string" },
    quick: { type: "boolean" },
    json: { type: "string" },
    readme: { type: "boolean" },
  },
});

const quick = values.quick === true;
const sizes = {
  tickets: Number(values.tickets ?? (quick ? 2_000 : 10_000)),
  technicians: Number(values.technicians ?? (quick ? 400 : 2_000)),
};
const everyMs = Number(values.every) * 1_000;
const lookMs = Number(values.seconds ?? (quick ? 8 : 20)) * 1_000;
const heapMs = Number(values.minutes ?? (quick ? 0.5 : 1)) * 60_000;
const SIZE = { width: 1440, height: 900 };
const OWNER = "noura@waha.demo";
const SIMULATOR_SPEED = 60;
/** Growth of the heap that is noise and no leak, per look and over all. */
const HEAP_NOISE = 1.25;

const text = (value: number, digits = 0): string =>
  value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

async function findTemplates(engineUrl: string): Promise<Templates> {
  const owner = await signInOnce(engineUrl, { email: OWNER, password: DEMO_PASSWORD });
  const me = await owner.query(api.session.me, {});
  const branch = me?.branches.find(({ city }) => city === "riyadh");
  if (!branch) throw new Error("the demo has no Riyadh");
  const { branchId } = branch;
  const open = await owner.query(api.board.openTickets, {
    branchId,
    paginationOpts: { numItems: 200, cursor: null },
  });
  const ticket = open.page.find((one) => one.status === "new" && one.visit === null && one.point !== null);
  const members = await owner.query(api.people.searchMembers, { text: "fahd@waha.demo" });
  const member = members.find((one) => one.email === "fahd@waha.demo");
  const crew = await owner.query(api.board.technicians, { branchId });
  const technician = crew.find((one) => one.name.en === member?.name.en);
  if (!ticket || !member || !technician) throw new Error("the demo has nothing to copy");
  return {
    ticketId: ticket.ticketId,
    technicianId: technician.technicianId,
    membershipId: member.membershipId,
    branchId,
  };
}

/** The demo leaves alone what exists; a machine busy with other work may cut a step of it off. */
async function loadDemo(deployment: Deployment): Promise<void> {
  const args = { anchorDay: new Date().toISOString().slice(0, 10) };
  for (let tries = 1; ; tries += 1) {
    try {
      await runAsAdmin(deployment, "seed:load", args);
      return;
    } catch (error) {
      if (tries === 4) throw error;
      await sleep(3_000);
    }
  }
}

async function openBoard(browser: Browser, origin: string, branchId: string) {
  const context = await browser.newContext({ viewport: SIZE, locale: "en-GB", timezoneId: "Asia/Riyadh" });
  await context.addInitScript(() =>
    localStorage.setItem("maydan.preferences", JSON.stringify({ locale: "en" })),
  );
  // The loader of this program names functions for its debugger; those that run in the page need the helper there.
  await context.addInitScript("globalThis.__name = (named) => named");
  // When the first card is there, by the page's own clock.
  await context.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector("[data-drop=queue] li[data-ticket]"))
        Reflect.set(globalThis, "maydanFirstCard", performance.now());
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(`${origin}/sign-in`);
  await page.getByRole("button", { name: OWNER }).click();
  await page.waitForURL((url) => url.pathname === "/board");
  const socket = await SocketBytes.of(page);
  const scripts = scriptsOf(page);
  const startedAt = performance.now();
  await page.goto(`${origin}/board?branch=${branchId}`);
  await page.locator("[data-drop=queue] [role=tab]").first().waitFor();
  const framedMs = performance.now() - startedAt;
  await page.locator("[data-drop=map] canvas").first().waitFor();
  return { context, page, socket, scripts, framedMs, startedAt };
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** Lifts the first card, carries it about, and drops it on a technician's symbol or lane; answers the times. */
async function dragAndDrop(page: Page, socket: SocketBytes, ms: number) {
  const card = page.locator("[data-drop=queue] li[data-ticket]").first();
  const ticketId = await card.getAttribute("data-ticket");
  const box = await card.boundingBox();
  if (!box || ticketId === null) throw new Error("no card to carry");
  const map = await page.locator("[data-drop=map]").boundingBox();
  if (!map) throw new Error("no map");
  let settled: () => void = () => undefined;
  const confirmed = new Promise<void>((resolve) => (settled = resolve));
  const frames = await framesDuring(page, async () => {
    await page.mouse.move(box.x + 60, box.y + box.height / 2);
    await page.mouse.down();
    const until = performance.now() + ms;
    for (let step = 0; performance.now() < until; step += 1) {
      const angle = step / 12;
      await page.mouse.move(
        map.x + map.width / 2 + Math.cos(angle) * 160,
        map.y + map.height / 2 + Math.sin(angle) * 90,
      );
    }
  });
  const head = await page.locator("[data-drop=technician], [data-technician]").first().boundingBox();
  if (!head) throw new Error("no technician to drop on");
  await page.mouse.move(head.x + head.width / 2, head.y + head.height / 2, { steps: 6 });
  await sleep(300);
  socket.onConfirmation = (name) => {
    if (name === "tickets:place") settled();
  };
  await page.evaluate((id) => {
    const known = globalThis as { maydanShown?: number; maydanLetGo?: number };
    window.addEventListener("pointerup", () => (known.maydanLetGo = performance.now()), {
      capture: true,
      once: true,
    });
    const look = (): void => {
      const waiting = document.querySelector(`[data-drop=queue] li[data-ticket="${id}"]`);
      if (known.maydanLetGo !== undefined && !waiting) known.maydanShown = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, ticketId);
  const letGoAt = performance.now();
  await page.mouse.up();
  await Promise.race([
    confirmed,
    sleep(30_000).then(() => {
      throw new Error("the drop was not confirmed within 30 s");
    }),
  ]);
  const settledMs = performance.now() - letGoAt;
  await sleep(2_000);
  const shownMs = await page.evaluate(() => {
    const known = globalThis as { maydanShown?: number; maydanLetGo?: number };
    return (known.maydanShown ?? Number.NaN) - (known.maydanLetGo ?? Number.NaN);
  });
  return { frames, settledMs, shownMs };
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "bench-board-"));
  const logFile = path.join(dataDir, "engine.log");
  const processes = new Processes(() => undefined);
  const pages = await ensureWebBuild();
  const port = await freePort();
  const options = {
    port: await freePort(),
    sitePort: await freePort(),
    dataDir: path.join(dataDir, "data"),
    cloudUrl: `http://localhost:${port}`,
    mode: "prod" as const,
  };
  let browser: Browser | undefined;
  let driving: Driving | undefined;
  const closings: (() => Promise<void>)[] = [];
  try {
    const first = await startEngine(processes, { ...options, logFile, logsExecutions: true });
    const keys = await createAuthKeys();
    await setEnvironment(first, deploymentEnvironment({ siteUrl: options.cloudUrl, demo: true }, keys));
    await pushFunctions(first);
    await loadDemo(first);
    const templates = await findTemplates(first.url);
    const sample = await signInOnce(first.url, { email: OWNER, password: DEMO_PASSWORD });
    const issuer = decodeJwt(Reflect.get(sample, "auth") as string).iss ?? "";
    await stopChild(first.child);
    say(`writing ${text(sizes.tickets)} tickets and ${text(sizes.technicians)} technicians`);
    const { movers, emptyBranchId } = await growBranch(options.dataDir, templates, sizes);
    const engine = await startEngine(processes, { ...options, logFile, logsExecutions: true });
    const server = await startWebServer({
      host: "127.0.0.1",
      port,
      distDir: pages.dir,
      engineUrl: engine.url,
      config: { mapStyleUrl: "schematic" },
    });
    closings.push(() => server.close());
    const executions = new Executions(logFile);
    driving = await startDriving(movers, {
      engineUrl: engine.url,
      issuer,
      privateKey: keys.JWT_PRIVATE_KEY,
      everyMs,
    });
    browser = await chromium.launch({
      executablePath: await findBrowser(),
      args: browserFlags,
      chromiumSandbox: false,
    });

    say("the empty branch");
    const empty = await openBoard(browser, server.url, emptyBranchId);
    await sleep(2_000);
    const emptyPan = await framesDuring(empty.page, () => pan(empty.page, lookMs / 2));
    const emptyIdle = await framesDuring(empty.page, () => sleep(lookMs / 4));
    await empty.context.close();

    say("the full branch");
    const full = await openBoard(browser, server.url, templates.branchId);
    await full.page.locator("[data-drop=queue] li[data-ticket]").first().waitFor();
    const firstCardMs = performance.now() - full.startedAt;
    const cardAt = await full.page.evaluate(() => Number(Reflect.get(globalThis, "maydanFirstCard")));
    const shipped = await full.scripts(cardAt);
    await full.page.locator("[data-drop=queue]:not([aria-busy=true])").waitFor();
    const wholeMs = performance.now() - full.startedAt;
    await sleep(6_000);
    const fullPan = await framesDuring(full.page, () => pan(full.page, lookMs / 2));
    const fullIdle = await framesDuring(full.page, () => sleep(lookMs / 4));

    say("an idle board");
    full.socket.restart();
    executions.restart();
    const before = driving.reported();
    const idleFrom = performance.now();
    await sleep(lookMs);
    const idleMs = performance.now() - idleFrom;
    const after = driving.reported();
    const received = full.socket.received();
    const runs = executions.byFunction();
    const stored = after.stored - before.stored;
    if (stored === 0) throw new Error("nobody reported a position: there is nothing to measure");
    const documents = (name: string) => runs.get(name)?.documents ?? 0;
    // What the board shows beside positions must not be read again because somebody moves.
    for (const name of ["board:openSlice", "board:appointments", "board:technicians", "board:closedTickets"])
      if ((runs.get(name)?.count ?? 0) > 0 || received.answers.has(name))
        throw new Error(`${name} ran again although only positions changed`);
    const perUpdate =
      (documents("technicians:reportPosition") +
        documents("jobs/positions:beat") +
        documents("positions:sheet")) /
      stored;

    say("a drop");
    full.socket.restart();
    executions.restart();
    const drop = await dragAndDrop(full.page, full.socket, lookMs / 4);

    const again = {
      documents: executions.byFunction().get("board:openSlice")?.documents ?? 0,
      bytes: full.socket.received().answers.get("board:openSlice")?.bytes ?? 0,
    };

    say(`the heap, for ${text(heapMs / 60_000, 1)} minutes of the simulator at ${SIMULATOR_SPEED}×`);
    processes.startScript(
      "simulator",
      path.join(import.meta.dirname, "../../../web/host/simulator/main.ts"),
      ["--url", engine.url, "--speed", String(SIMULATOR_SPEED), "--office", "off"],
      { stdio: ["ignore", "ignore", "ignore", "ipc"] },
    );
    const LOOKS = 5;
    const heap = [await heapBytes(full.page)];
    for (let look = 1; look <= LOOKS; look += 1) {
      await sleep(heapMs / LOOKS);
      heap.push(await heapBytes(full.page));
    }
    const heapAfterWarmUp = heap[1] ?? 0;
    const heapAtEnd = heap.at(-1) ?? 0;

    const reports = driving.reported();
    const ratio = (a: number, b: number) => `${(a / b).toFixed(2)}×`;
    const frameRow = (title: string, of: Frames, beside: Frames) => [
      title,
      `${of.medianMs.toFixed(0)} / ${of.p95Ms.toFixed(0)} ms`,
      `${beside.medianMs.toFixed(0)} / ${beside.p95Ms.toFixed(0)} ms`,
      ratio(of.p95Ms, beside.p95Ms),
      `${(of.scriptShare * 100).toFixed(0)} % / ${(beside.scriptShare * 100).toFixed(0)} %`,
    ];
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
    const frameTable = table(
      [
        "frames (median / p95)",
        "full board",
        "empty board",
        "p95 against empty",
        "scripts on the main thread, full / empty",
      ],
      [
        frameRow("panning the map", fullPan, emptyPan),
        frameRow("nobody touches it", fullIdle, emptyIdle),
        frameRow("carrying a ticket (beside panning the empty map)", drop.frames, emptyPan),
      ],
    );
    const factTable = table(
      ["", "measured"],
      [
        ["from a drop to its new place on screen", `${drop.shownMs.toFixed(0)} ms`],
        ["from a drop to the deployment's answer", `${drop.settledMs.toFixed(0)} ms`],
        ["an idle board receives", `${megabytes((received.bytes * 60_000) / idleMs)} per minute`],
        ["positions stored meanwhile", `${text((stored * 1000) / idleMs)} per second`],
        ["answers sent to the board meanwhile", `${text((received.frames * 60_000) / idleMs)} per minute`],
        ["documents read per position, the boards' share included", perUpdate.toFixed(1)],
        ["runs of the board's ticket, visit and technician queries meanwhile", "0"],
        [
          "of open tickets a drop reads again, and sends to each board",
          `${text(again.documents)} documents, ${text(again.bytes / 1024)} kB`,
        ],
        [
          "JavaScript until the first card (gzip)",
          `${text(shipped.gzipBytes / 1024)} kB in ${shipped.files} files`,
        ],
        ["first card after", `${(firstCardMs / 1000).toFixed(1)} s`],
        ["all tickets there after", `${(wholeMs / 1000).toFixed(1)} s`],
        [
          `heap after ${text(heapMs / 60_000, 1)} minutes of the simulator at ${SIMULATOR_SPEED}×`,
          `${megabytes(heapAtEnd)} (${megabytes(heapAfterWarmUp)} when it began)`,
        ],
      ],
    );
    const head = `${text(sizes.tickets)} open tickets, ${text(sizes.technicians)} technicians who report every ${values.every} s, WebGL drawn in software. Measured on ${describeMachine()}.`;
    console.log(`\n${head}\n\n${frameTable}\n\n${factTable}\n`);
    for (const [name, { count, bytes }] of received.answers)
      console.log(`  ${name}: ${count} answers, ${text(bytes / 1024)} kB`);
    for (const [name, { count, documents: read }] of runs)
      console.log(`  ${name}: ${count} runs, ${(read / count).toFixed(1)} documents each`);
    for (const [name, size] of shipped.parts) console.log(`  ${name}: ${text(size / 1024)} kB`);
    console.log(`  reports: ${JSON.stringify(reports)}; heap: ${heap.map(megabytes).join(" → ")}`);
    if (values.json)
      await writeFile(
        values.json,
        JSON.stringify(
          {
            sizes,
            emptyPan,
            emptyIdle,
            fullPan,
            fullIdle,
            drop,
            received: { ...received, answers: [...received.answers] },
            runs: [...runs],
            perUpdate,
            again,
            shipped,
            firstCardMs,
            wholeMs,
            heap,
            reports,
          },
          null,
          2,
        ),
      );
    if (values.readme) writeToReadme("boardPage", `\n${head}\n\n${frameTable}\n\n${factTable}`);
    if (heapAtEnd > heapAfterWarmUp * HEAP_NOISE)
      throw new Error(`the heap grew from ${megabytes(heapAfterWarmUp)} to ${megabytes(heapAtEnd)}`);
  } catch (error) {
    for (const line of new Executions(logFile).failures()) console.error(line);
    throw error;
  } finally {
    await driving?.stop();
    await browser?.close();
    for (const close of closings) await close();
    await processes.stopAll();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await main();

/**
 * Every public function against everybody, with ids that are not his: what belongs to another company must look exactly
 * like what does not exist, whoever asks and whichever argument it stands in. And every text, with what no text should do.
 */
import { describe, expect, test } from "vitest";
import { describeOutcome, type Outcome, outcomeOf } from "./outcome";
import { placesOf, sampleArgs, type Sources, withValue } from "./samples";
import { type PublicFunction, surface } from "./surface";
import { MARK, type TwoCompanies } from "./twoCompanies";

/**
 * Functions that answer without a session, with the reason. Everything else refuses strangers; adding a line here is a
 * decision, forgetting one is a failing test.
 */
const OPEN_TO_STRANGERS: Record<string, string> = {
  "account:requestPhoneCode": "how a customer begins to sign in",
  "account:requestReset": "how a forgotten password is replaced",
  "account:standing": "says that nobody is signed in",
  "demo:accounts": "empty unless the deployment is a demo",
  "demo:crew": "empty unless the deployment is a demo",
  "intake:byGuest": "guests ask without an account",
  "intake:options": "what the public page offers",
  "invitations:byToken": "whoever holds the link was invited",
  "presence:leave":
    "a closing page sends a beacon without a session; the page's own key is the right to do it",
  "session:me": "says that nobody is signed in",
  "tracking:byToken": "whoever holds the link may look",
};

/** Tables whose rows anybody may name to a function, because they are shown to everybody. */
const PUBLIC_ROWS: Record<string, readonly string[]> = {
  "intake:byGuest": ["branches"],
  "intake:byCustomer": ["branches"],
};

const REFUSALS_OF_STRANGERS = ["auth.signedOut", "access.denied"];

export function abuseSuite(opened: () => TwoCompanies, { thorough }: { thorough: boolean }): void {
  let count = 0;
  const ownSources = (two: TwoCompanies): Sources => ({
    id: (table) => two.own(table) ?? two.world.driver.missingId(table),
    operationId: () => `sample-${(count += 1)}`,
  });

  describe("abuse", () => {
    test("[Z-02] the other company has rows to be attacked", () => {
      const two = opened();
      for (const table of [
        "branches",
        "memberships",
        "technicians",
        "tickets",
        "invitations",
        "teams",
        "imports",
        "planDrafts",
      ])
        expect(two.foreign(table), table).not.toBeNull();
    });

    test.each(surface.map((one) => [one.path, one] as const))(
      "[Z-02] %s: strangers are refused, foreign ids look like ids of nothing",
      async (path, one) => {
        const two = opened();
        const problems: string[] = [];
        const attackers = two.attackers.filter(
          ({ role }) =>
            thorough || ["anonymous", "phone", "technician", "dispatcher", "owner"].includes(role),
        );
        for (const attacker of attackers) {
          const found = await attack(two, one, attacker.caller, ownSources(two));
          problems.push(...found.map((problem) => `${attacker.name}: ${problem}`));
          if (attacker.role === "anonymous" && !(path in OPEN_TO_STRANGERS)) {
            const outcome = await outcomeOf(one.call(attacker.caller, sampleArgs(one, ownSources(two))));
            if (outcome.kind !== "refused" || !REFUSALS_OF_STRANGERS.includes(outcome.code))
              problems.push(`a stranger ${describeOutcome(outcome)}`);
          }
        }
        expect(problems).toEqual([]);
      },
    );

    test.each(
      surface.filter((one) => placesOf(one.args, "string").length > 0).map((one) => [one.path, one] as const),
    )("[Z-04] %s: no text breaks it, and what is stored is stored as it was written", async (_path, one) => {
      const two = opened();
      const problems: string[] = [];
      const wanted = one.path in OPEN_TO_STRANGERS ? ["anonymous"] : ["owner", "phone"];
      const callers = two.attackers.filter(({ role }) => wanted.includes(role));
      // A customer's function takes a link or a ticket; the ticket is his own, so that the text is looked at.
      const doors = "token" in one.args && "ticketId" in one.args;
      for (const { place } of placesOf(one.args, "string"))
        for (const [name, text] of thorough
          ? EVIL
          : EVIL.filter((_evil, index) => index % 2 === 0 || index === EVIL.length - 1))
          for (const { caller } of callers) {
            const without = doors ? [place[0] === "token" ? "ticketId" : "token"] : [];
            const sample = sampleArgs(one, ownSources(two), { without, all: true });
            const outcome = await outcomeOf(
              one.call(caller, withValue(sample, place, text) as Record<string, unknown>),
            );
            if (outcome.kind === "broken")
              problems.push(`${place.join(".")} with ${name} ${describeOutcome(outcome)}`);
          }
      expect(problems).toEqual([]);
    });

    test("[Z-04] every stored text that came through is whole", async () => {
      const two = opened();
      const damaged: string[] = [];
      for (const table of two.tables)
        for (const row of await two.world.driver.rows(table))
          for (const text of textsIn(row)) {
            const [, payload] = EVIL.find(([, evil]) => text.includes(evil.slice(0, TAG_LENGTH))) ?? [];
            if (payload !== undefined && !text.includes(payload) && payload.length < 1000)
              damaged.push(`${table}: ${text.slice(0, 120)}`);
          }
      expect(damaged).toEqual([]);
    });
  });
}

/** Exchanges one id at a time for one of the other company and for one of nothing, and compares. */
async function attack(
  two: TwoCompanies,
  one: PublicFunction,
  caller: Parameters<PublicFunction["call"]>[0],
  sources: Sources,
): Promise<string[]> {
  const problems: string[] = [];
  const leak = (text: string): boolean =>
    text.includes(MARK) || [...two.foreignIds].some((id) => text.includes(id));
  for (const { place, table } of placesOf(one.args, "id")) {
    const theirs = two.foreign(table);
    const nothing = two.world.driver.missingId(table);
    const sample = sampleArgs(one, sources);
    const tryWith = async (id: string) => {
      const outcome = await outcomeOf(
        one.call(caller, withValue(sample, place, id) as Record<string, unknown>),
      );
      if (outcome.kind === "broken") problems.push(`${place.join(".")} = ${id} ${describeOutcome(outcome)}`);
      return outcome;
    };
    const missing = await tryWith(nothing);
    if (theirs === null) continue;
    const foreign = await tryWith(theirs);
    const shown = comparable(foreign, theirs);
    const open = PUBLIC_ROWS[one.path]?.includes(table) ?? false;
    if (!open && shown !== comparable(missing, nothing))
      problems.push(
        `${place.join(".")} of another company ${describeOutcome(foreign)}, of nothing ${describeOutcome(missing)}`,
      );
    if (leak(shown)) problems.push(`${place.join(".")} leaks: ${shown.slice(0, 300)}`);
  }
  if (placesOf(one.args, "id").length === 0) {
    const outcome = await outcomeOf(one.call(caller, sampleArgs(one, sources)));
    if (outcome.kind === "broken") problems.push(describeOutcome(outcome));
    if (leak(JSON.stringify(outcome))) problems.push(`leaks: ${describeOutcome(outcome)}`);
  }
  return problems;
}

/** The outcome without the id that was asked for and without cursors, which are sealed anew for every page. */
function comparable(outcome: Outcome, id: string): string {
  return JSON.stringify(outcome)
    .replaceAll(id, "ID")
    .replaceAll(/(Cursor\\*":\\*")[^"\\]*/g, "$1");
}

const TAG_LENGTH = 6;
/** Each begins with a tag of its own, by which it is found again wherever it was stored. */
const EVIL: readonly (readonly [name: string, text: string])[] = [
  ["markup", `evil1-<script>alert("x")</script><img src=x onerror=alert(1)>`],
  ["template and quotes", `evil2-\${process.env} {{constructor}} '; drop table tickets; --`],
  ["control characters", "evil3-\u0000\u0007\u001b[31m"],
  ["mixed direction", "evil4-abc \u202Eسلام\u202C \u2067حرف\u2069 xyz"],
  ["unpaired surrogate-like text", "evil5-\u{1F600}\u{1F468}\u200D\u{1F527} e\u0301"],
  ["one megabyte", `evil6-${"x".repeat(1_000_000)}`],
];

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

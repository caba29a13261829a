/** What the engine ran, read from its log of executions: how often each function, and how many documents it read. */
import { existsSync, readFileSync, statSync } from "node:fs";

export interface Runs {
  readonly count: number;
  readonly documents: number;
}

const LINE = /(?:Query|Mutation|Action) (\S+) \d+ ms, (\d+) documents read/g;

export class Executions {
  private from = 0;

  constructor(private readonly logFile: string) {}

  /** Counts from now on. */
  restart(): void {
    this.from = statSync(this.logFile).size;
  }

  /** The last lines about executions that failed. */
  failures(): string[] {
    const text = existsSync(this.logFile) ? readFileSync(this.logFile, "utf8") : "";
    return text
      .split("\n")
      .filter((line) => line.includes(" failed: "))
      .slice(-5);
  }

  byFunction(): ReadonlyMap<string, Runs> {
    const text = readFileSync(this.logFile).subarray(this.from).toString();
    const runs = new Map<string, Runs>();
    for (const [, identifier = "", documents = "0"] of text.matchAll(LINE)) {
      const name = identifier.replace(".js", "");
      const known = runs.get(name) ?? { count: 0, documents: 0 };
      runs.set(name, { count: known.count + 1, documents: known.documents + Number(documents) });
    }
    return runs;
  }
}

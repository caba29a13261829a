/**
 * The `console` that user code sees, in both kinds of realm: what is printed, at which level. Owns timers, counters and
 * groups of one call; `reset` begins the next. Injected as text into transaction realms (see `realmGlobals.ts`):
 * self-contained, types only.
 */

export interface ConsoleHost {
  print(level: string, text: string): void;
  /** A real clock in ms: what is printed cannot be read back by the function. */
  clock(): number;
  /** The developer's own lines of a stack, or "". */
  frames(stack: string): string;
}

export interface RealmConsole {
  console: Record<string, (...args: unknown[]) => void>;
  reset(): void;
}

/** `inspect` belongs to the realm: objects of another realm would be shown as foreign. */
export function makeConsole(
  host: ConsoleHost,
  inspect: (value: unknown, options: object) => string,
): RealmConsole {
  const timers = new Map<string, number>();
  const counters = new Map<string, number>();
  let indent = "";
  let isUsed = false;

  const shown = (args: unknown[]): string =>
    args
      .map((value) => {
        try {
          return inspect(value, { depth: 10, quoteStyle: "single" });
        } catch {
          return "(value that cannot be inspected)";
        }
      })
      .join(" ");
  const print = (level: string, text: string): void =>
    host.print(level, indent === "" ? text : indent + text.replaceAll("\n", `\n${indent}`));
  const at =
    (level: string) =>
    (...args: unknown[]): void =>
      print(level, shown(args));
  const labelOf = (label: unknown): string =>
    label === undefined ? "default" : typeof label === "string" ? label : shown([label]);
  const elapsed = (label: string, rest: unknown[]): void => {
    const began = timers.get(label);
    if (began === undefined) print("WARN", `Timer '${label}' does not exist`);
    else {
      const took = `${label}: ${(host.clock() - began).toFixed(3)}ms`;
      print("INFO", rest.length === 0 ? took : `${took} ${shown(rest)}`);
    }
  };
  const group = (...args: unknown[]): void => {
    if (args.length > 0) print("LOG", shown(args));
    isUsed = true;
    indent += "  ";
  };

  return {
    console: {
      debug: at("DEBUG"),
      log: at("LOG"),
      info: at("INFO"),
      warn: at("WARN"),
      error: at("ERROR"),
      dir: (value) => print("LOG", shown([value])),
      dirxml: at("LOG"),
      table: (data) => print("LOG", shown([data])),
      trace: (...args) => {
        const frames = host.frames(new Error("").stack ?? "");
        print("LOG", ["Trace:", shown(args)].join(" ").trimEnd() + (frames === "" ? "" : `\n${frames}`));
      },
      assert: (condition, ...args) => {
        if (!condition)
          print("ERROR", args.length === 0 ? "Assertion failed" : `Assertion failed: ${shown(args)}`);
      },
      time: (label) => {
        const name = labelOf(label);
        isUsed = true;
        if (timers.has(name)) print("WARN", `Timer '${name}' already exists`);
        else timers.set(name, host.clock());
      },
      timeLog: (label, ...rest) => elapsed(labelOf(label), rest),
      timeEnd: (label) => {
        elapsed(labelOf(label), []);
        timers.delete(labelOf(label));
      },
      count: (label) => {
        const name = labelOf(label);
        isUsed = true;
        const count = (counters.get(name) ?? 0) + 1;
        counters.set(name, count);
        print("INFO", `${name}: ${count}`);
      },
      countReset: (label) => {
        if (!counters.delete(labelOf(label))) print("WARN", `Count for '${labelOf(label)}' does not exist`);
      },
      group,
      groupCollapsed: group,
      groupEnd: () => {
        indent = indent.slice(2);
      },
      clear: () => undefined,
    },
    reset() {
      if (!isUsed) return;
      isUsed = false;
      indent = "";
      timers.clear();
      counters.clear();
    },
  };
}

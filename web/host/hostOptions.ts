/** The host's command line and environment, parsed once. Holds names and defaults, does nothing. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { HostFailure } from "./hostFailure";
import { projectRoot } from "./paths";

export interface HostOptions {
  host: string;
  port: number;
  enginePort: number;
  sitePort: number;
  /** Demo branches, accounts and tickets, and one-click sign-in. */
  demo: boolean;
  /** Simulated technicians; only with `demo`. */
  simulator: boolean;
  /** How many times faster than life the simulated technicians move. */
  speed: number;
  /** How much of the office is played. */
  office: OfficePlay;
  /** Whether the planned hours pass as fast. */
  wholeDay: boolean;
  mapboxToken: string | undefined;
  mapStyleUrl: string | undefined;
  /** Clerk instead of the built-in sign-in; both or neither. */
  clerk: ClerkOptions | undefined;
  /** The address people use, when a proxy or tunnel stands in front. */
  publicUrl: string | undefined;
}

/**
 * `off`: nobody plays the office · `helps`: it works beside a person, who keeps part of the queue · `alone`: nobody sits at
 * the board, everything is its.
 */
export const OFFICE_PLAYS = ["off", "helps", "alone"] as const;
export type OfficePlay = (typeof OFFICE_PLAYS)[number];

export interface ClerkOptions {
  /** Issuer of the "convex" JWT template. */
  issuer: string;
  publishableKey: string;
}

export const usage = `Usage: npm start -- [options]
  --port <n>         port of the pages (default 5200, or PORT)
  --host <address>   address to listen on (default 127.0.0.1; 0.0.0.0 lets phones on the network in)
  --engine-port <n>  port of the engine (default 3210)
  --site-port <n>    port of the engine's HTTP actions (default 3211)
  --public-url <u>   address people use when a proxy stands in front
  --no-demo          start empty: no demo accounts, no demo tickets
  --no-simulator     demo data, but nobody drives by itself
  --speed <n>        how fast simulated technicians live, 1 to 60 (default 4)
  --office <how>     who plays the office: helps (default; a part of the queue stays for you), alone, off
  --whole-day        the planned hours pass as fast: at 60 a day of sixteen hours is over in sixteen minutes
Environment, or a file .env.local beside package.json: VITE_MAPBOX_TOKEN, VITE_MAP_STYLE_URL; CLERK_JWT_ISSUER_DOMAIN
with VITE_CLERK_PUBLISHABLE_KEY (Clerk instead of the built-in sign-in); MAYDAN_HOME (data folder)`;

/** The settings of the pages and of Clerk in `.env.local`, the file the pages' build reads too; the environment proper wins. */
export function hostEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const file = path.join(projectRoot, ".env.local");
  if (!existsSync(file)) return environment;
  const kept = Object.entries(parseEnv(readFileSync(file, "utf8"))).filter(([name]) =>
    /^(VITE_MAP|VITE_CLERK_|CLERK_JWT_)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...environment };
}

/** @throws {@link HostFailure} for an unknown option or a value that is not one. */
export function parseHostOptions(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): HostOptions | "help" {
  const values = parse(argv);
  if (values.help) return "help";
  const demo = !values["no-demo"];
  return {
    host: values.host ?? environment["HOST"] ?? "127.0.0.1",
    port: port(values.port ?? environment["PORT"], 5200, "--port"),
    enginePort: port(values["engine-port"], 3210, "--engine-port"),
    sitePort: port(values["site-port"], 3211, "--site-port"),
    demo,
    simulator: demo && !values["no-simulator"],
    speed: speedOf(values.speed),
    office: officeOf(values.office),
    wholeDay: values["whole-day"] === true,
    mapboxToken: environment["VITE_MAPBOX_TOKEN"] || undefined,
    mapStyleUrl: environment["VITE_MAP_STYLE_URL"] || undefined,
    clerk: clerkOf(environment),
    publicUrl: values["public-url"],
  };
}

/** Half of it would leave people with a sign-in whose tokens nobody takes, or the other way round. */
function clerkOf(environment: NodeJS.ProcessEnv): ClerkOptions | undefined {
  const issuer = environment["CLERK_JWT_ISSUER_DOMAIN"] || undefined;
  const publishableKey = environment["VITE_CLERK_PUBLISHABLE_KEY"] || undefined;
  if (!issuer && !publishableKey) return undefined;
  if (!issuer || !publishableKey)
    throw new HostFailure("Clerk needs both CLERK_JWT_ISSUER_DOMAIN and VITE_CLERK_PUBLISHABLE_KEY.");
  return { issuer, publishableKey };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        help: { type: "boolean", short: "h" },
        host: { type: "string" },
        port: { type: "string" },
        "engine-port": { type: "string" },
        "site-port": { type: "string" },
        "public-url": { type: "string" },
        "no-demo": { type: "boolean" },
        "no-simulator": { type: "boolean" },
        speed: { type: "string" },
        office: { type: "string" },
        "whole-day": { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new HostFailure(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function port(text: string | undefined, fallback: number, option: string): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new HostFailure(`${option} wants a port number, not "${text}".`);
  return value;
}

/** @throws {@link HostFailure} for a word that is none of them. */
export function officeOf(text: string | undefined): OfficePlay {
  const play = OFFICE_PLAYS.find((one) => one === (text ?? "helps"));
  if (play === undefined) throw new HostFailure(`--office wants ${OFFICE_PLAYS.join(", ")}, not "${text}".`);
  return play;
}

const USUAL_SPEED = 4;
/** Faster than this, a technician would be at the door before the board has drawn him leaving. */
export const FASTEST = 60;

function speedOf(text: string | undefined): number {
  if (text === undefined) return USUAL_SPEED;
  const value = Number(text);
  if (!(value >= 1 && value <= FASTEST))
    throw new HostFailure(`--speed wants a number from 1 to ${FASTEST}, not "${text}".`);
  return value;
}

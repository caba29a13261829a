/**
 * `npm run found -- --name "…" --city riyadh --phone … --owner …`: the first company of a deployment without the demo,
 * through the same function an operator calls elsewhere with `npx convex run companies:found`. Prints the link with which
 * its owner chooses a password. Needs the data folder, because only who has that may do it.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { CITIES, CITY_PLACES, cityCode, isKnownCity } from "../../shared/catalogue/cities";
import { parseAppError } from "../../shared/errors/catalog";
import { COUNTRIES, type MarketCountry } from "../../shared/market/profiles";
import { runAsAdmin } from "./deploymentAdmin";
import { HostFailure, reportFailure } from "./hostFailure";
import { hostPaths } from "./paths";

const usage = `Usage: npm run found -- --name <text> --city <name> --phone <number> --owner <e-mail> [options]
  --name, --name-ar         what the company is called, in Latin letters and in Arabic; one is enough
  --city <name>             city of its first branch: ${CITIES.join(", ")}; or any other, with --country and --center
  --phone <number>          the branch's number, as it is dialled there
  --owner <e-mail>          whose company it is
  --owner-name, --owner-name-ar  his name (default: the part of the address before the @)
  --branch, --branch-ar     what the branch is called (default: the city)
  --country <code>          ${COUNTRIES.join(", ")} (default: the city's)
  --center <lat,lng>        middle of the branch's area (default: the city's)
  --slug <text>             short name of the company on this deployment (default: made from its name)
  --url <address>           deployment (default http://127.0.0.1:3210)
Environment: MAYDAN_HOME (data folder)`;

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: "boolean", short: "h" },
        name: { type: "string", default: "" },
        "name-ar": { type: "string", default: "" },
        city: { type: "string" },
        phone: { type: "string" },
        owner: { type: "string" },
        "owner-name": { type: "string", default: "" },
        "owner-name-ar": { type: "string", default: "" },
        branch: { type: "string", default: "" },
        "branch-ar": { type: "string", default: "" },
        country: { type: "string" },
        center: { type: "string" },
        slug: { type: "string" },
        url: { type: "string", default: "http://127.0.0.1:3210" },
      },
    });
    return values;
  } catch (error) {
    throw new HostFailure(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function placeOf(city: string, country: string | undefined, center: string | undefined) {
  const known = isKnownCity(city) ? CITY_PLACES[city] : undefined;
  const of = country === undefined ? known?.country : COUNTRIES.find((one) => one === country.toUpperCase());
  const [lat = Number.NaN, lng = Number.NaN] = center?.split(",").map(Number) ?? [];
  const middle = center === undefined ? known?.center : { lat, lng };
  if (of === undefined) throw new HostFailure(`--country wants one of ${COUNTRIES.join(", ")}.`);
  if (middle === undefined || Number.isNaN(middle.lat) || Number.isNaN(middle.lng))
    throw new HostFailure("--center wants two numbers, as 24.7136,46.6753.");
  return { country: of satisfies MarketCountry, center: middle };
}

async function main(): Promise<void> {
  const values = readArguments();
  if (values.help) {
    console.log(usage);
    return;
  }
  const { city: named, phone, owner, url } = values;
  if (!named || !phone || !owner || (values.name === "" && values["name-ar"] === ""))
    throw new HostFailure(`a company needs a name, a city, a phone and an owner.\n${usage}`);
  const city = cityCode(named);
  const slug =
    values.slug ??
    (values.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") ||
      "company");
  const branch = { ar: values["branch-ar"], en: values.branch };
  const ownerName = { ar: values["owner-name-ar"], en: values["owner-name"] };
  const keyFile = path.join(hostPaths().engineData, "admin-key");
  const adminKey = await readFile(keyFile, "utf8").catch(() => {
    throw new HostFailure(
      `there is no deployment in ${hostPaths().stateDir}. Start one with \`npm start -- --no-demo\`.`,
    );
  });
  const answer = await runAsAdmin({ url, adminKey: adminKey.trim() }, "companies:found", {
    slug,
    name: { ar: values["name-ar"], en: values.name },
    branch: {
      name: branch.ar === "" && branch.en === "" ? { ar: "", en: named } : branch,
      city,
      phone,
      ...placeOf(city, values.country, values.center),
    },
    owner: {
      email: owner,
      name:
        ownerName.ar === "" && ownerName.en === "" ? { ar: "", en: owner.split("@")[0] ?? owner } : ownerName,
    },
  });
  const { link } = answer as { link: string };
  console.log(`The company is there. Its owner chooses a password within seven days at:\n\n  ${link}\n`);
}

await main().catch((error: unknown) => {
  const refusal = parseAppError(error);
  process.exitCode = reportFailure(
    refusal?.code === "input.invalid"
      ? new HostFailure(`the deployment refused: ${refusal.params.field} is not valid, or is taken already.`)
      : error,
  );
});

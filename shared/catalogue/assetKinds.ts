/**
 * Kinds of things customers own and tickets are about [J-51], by trade, and which fields each kind has. Codes only;
 * words are in shared/i18n.
 */
import type { Trade } from "./trades";

export const ASSET_KINDS = [
  "ac",
  "washer",
  "fridge",
  "oven",
  "dishwasher",
  "other_appliance",
  "car",
  "motorbike",
] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

interface AssetKindMeta {
  readonly trade: Trade;
  /** Vehicles carry plate and VIN, appliances a serial number. */
  readonly identity: "serial" | "vehicle";
}

export const ASSET_KIND_META = {
  ac: { trade: "appliances", identity: "serial" },
  washer: { trade: "appliances", identity: "serial" },
  fridge: { trade: "appliances", identity: "serial" },
  oven: { trade: "appliances", identity: "serial" },
  dishwasher: { trade: "appliances", identity: "serial" },
  other_appliance: { trade: "appliances", identity: "serial" },
  car: { trade: "cars", identity: "vehicle" },
  motorbike: { trade: "motorbikes", identity: "vehicle" },
} as const satisfies Record<AssetKind, AssetKindMeta>;

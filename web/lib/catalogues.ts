/*
 * Gathers the message areas of shared/i18n into one catalogue per language. A new area is added to both.
 * Types follow English; tests hold Arabic to the same keys.
 */
import { board as arBoard } from "../../shared/i18n/ar/board";
import { domain as arDomain } from "../../shared/i18n/ar/domain";
import { imports as arImports } from "../../shared/i18n/ar/imports";
import { map as arMap } from "../../shared/i18n/ar/map";
import { marks as arMarks } from "../../shared/i18n/ar/marks";
import { session as arSession } from "../../shared/i18n/ar/session";
import { shell as arShell } from "../../shared/i18n/ar/shell";
import { technician as arTechnician } from "../../shared/i18n/ar/technician";
import { tracking as arTracking } from "../../shared/i18n/ar/tracking";
import { board as enBoard } from "../../shared/i18n/en/board";
import { domain as enDomain } from "../../shared/i18n/en/domain";
import { imports as enImports } from "../../shared/i18n/en/imports";
import { map as enMap } from "../../shared/i18n/en/map";
import { marks as enMarks } from "../../shared/i18n/en/marks";
import { session as enSession } from "../../shared/i18n/en/session";
import { shell as enShell } from "../../shared/i18n/en/shell";
import { technician as enTechnician } from "../../shared/i18n/en/technician";
import { tracking as enTracking } from "../../shared/i18n/en/tracking";

export const en = {
  ...enDomain,
  board: enBoard,
  imports: enImports,
  marks: enMarks,
  session: enSession,
  shell: enShell,
  tracking: enTracking,
  technician: enTechnician,
  map: enMap,
} as const;

export const ar = {
  ...arDomain,
  board: arBoard,
  imports: arImports,
  marks: arMarks,
  session: arSession,
  shell: arShell,
  tracking: arTracking,
  technician: arTechnician,
  map: arMap,
} as const;

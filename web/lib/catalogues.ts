/*
 * Gathers the message areas of shared/i18n into one catalogue per language. A new area is added to both.
 * Types follow English; tests hold Arabic to the same keys.
 */
import { marks as arMarks } from "../../shared/i18n/ar/marks";
import { session as arSession } from "../../shared/i18n/ar/session";
import { shell as arShell } from "../../shared/i18n/ar/shell";
import { marks as enMarks } from "../../shared/i18n/en/marks";
import { session as enSession } from "../../shared/i18n/en/session";
import { shell as enShell } from "../../shared/i18n/en/shell";

export const en = { marks: enMarks, session: enSession, shell: enShell } as const;
export const ar = { marks: arMarks, session: arSession, shell: arShell } as const;

/* Codes with a dot cannot be keys of the catalogue, where a dot means "inside"; there they are written with a dash. */
import type { AuditAction } from "../../../shared/audit/actions";
import type { SettingKey } from "../../../shared/settings/settings";

type Dashed<Code extends string> = Code extends `${infer Head}.${infer Tail}` ? `${Head}-${Tail}` : Code;
export type SettingWord = Dashed<SettingKey>;

/** The catalogue key of a setting or of an audited action. */
export function wordOf<Code extends SettingKey | AuditAction>(code: Code): Dashed<Code> {
  return code.replace(".", "-") as Dashed<Code>;
}

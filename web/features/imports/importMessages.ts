/* What page and worker say to each other; every request carries a number its answers repeat. */
import type { MappedColumn } from "../../../shared/imports/columns";
import type { Encoding } from "./decodeText";
import type { CheckResult, ReadResult, SendRow } from "./importReader";

export type ImportRequest =
  | { readonly id: number; readonly kind: "read"; readonly file: Blob; readonly encoding: Encoding | null }
  | {
      readonly id: number;
      readonly kind: "check";
      readonly mapping: readonly MappedColumn[];
      readonly zone: string;
      readonly now: number;
    }
  | { readonly id: number; readonly kind: "batch"; readonly index: number };

export type ImportAnswer =
  | { readonly id: number; readonly kind: "read"; readonly result: ReadResult }
  | { readonly id: number; readonly kind: "progress"; readonly share: number }
  | { readonly id: number; readonly kind: "check"; readonly result: CheckResult }
  | { readonly id: number; readonly kind: "batch"; readonly rows: readonly SendRow[] }
  | { readonly id: number; readonly kind: "failed"; readonly message: string };

/**
 * A technician's weekly working hours as local wall-clock minutes of his branch. Absences and rotas are not part of
 * this cut. A shift never crosses midnight; `endMinute` may be 1440.
 */
export interface Shift {
  /** Minutes after local midnight, 0…1440. */
  readonly startMinute: number;
  readonly endMinute: number;
  /** Working days, 0 = Sunday … 6 = Saturday. */
  readonly weekdays: readonly number[];
}

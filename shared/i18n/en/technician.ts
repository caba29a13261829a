/* English: the technician's phone page. */
export const technician = {} as const;

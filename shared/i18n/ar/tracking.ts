/* Arabic: the customer's tracking page. */
export const tracking = {} as const;

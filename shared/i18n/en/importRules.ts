/* English: fields of an import and why a row was refused. Keys are the codes of shared/imports. */
export const importFields = {
  externalId: "Request id",
  contactName: "Customer name",
  phone: "Phone",
  address: "Address",
  city: "City",
  lat: "Latitude",
  lng: "Longitude",
  workType: "Kind of work",
  problem: "Problem",
  details: "Details",
  priority: "Priority",
  requestedAt: "Requested at",
} as const;

export const rowErrors = {
  missing: "Nothing is written here, but it is needed.",
  tooLong: "The text is too long.",
  controlCharacters: "There are invisible control characters in it.",
  notANumber: "This is not a number.",
  outOfRange: "No place on earth has this coordinate.",
  swapped: "Latitude and longitude look swapped.",
  halfPoint: "One coordinate of the two is missing.",
  noPlace: "There is neither an address nor a point.",
  badPhone: "This is not a phone number.",
  badDate: "This is not a date we can read.",
  inFuture: "This date lies in the future.",
  unknownPriority: "This priority is not known.",
  badEncoding: "The letters are broken: the file was saved in another encoding.",
  columnCount: "The row has a different number of columns than the header.",
} as const;

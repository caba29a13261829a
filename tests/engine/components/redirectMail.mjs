/** Preloaded into the engine: requests to the mail service go to a stand-in on this machine instead. */
const realFetch = globalThis.fetch;
const service = "https://api.resend.com";
globalThis.fetch = (input, init) =>
  typeof input === "string" && input.startsWith(service)
    ? realFetch(process.env["MAIL_STAND_IN"] + input.slice(service.length), init)
    : realFetch(input, init);

/** Whether an error of Mapbox means that the token is missing, wrong or not allowed here. */
export function refusesToken(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const status: unknown = Reflect.get(error, "status");
  const message: unknown = Reflect.get(error, "message");
  return status === 401 || status === 403 || (typeof message === "string" && /access token/i.test(message));
}

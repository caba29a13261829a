import { httpActionGeneric as httpAction, httpRouter, makeFunctionReference } from "convex/server";

const http = httpRouter();
const increment = makeFunctionReference<"mutation", { name: string }, number>("counters:increment");

http.route({
  path: "/echo",
  method: "POST",
  handler: httpAction(async (_ctx, request) => {
    const headers = new Headers({ "X-Query": new URL(request.url).search, "X-Url": request.url });
    headers.append("Set-Cookie", "a=1");
    headers.append("Set-Cookie", "b=2");
    return new Response(request.body, { status: 201, headers });
  }),
});
http.route({
  path: "/count",
  method: "GET",
  handler: httpAction(async (ctx) => {
    const value = await ctx.runMutation(increment, { name: "http" });
    return Response.json({ value });
  }),
});
http.route({
  path: "/ip",
  method: "GET",
  handler: httpAction(async (ctx) => new Response((await ctx.meta.getRequestMetadata()).ip)),
});
http.route({
  path: "/fail",
  method: "GET",
  handler: httpAction(async () => {
    throw new Error("broken on purpose");
  }),
});
http.route({
  path: "/.well-known/openid-configuration",
  method: "GET",
  handler: httpAction(async () =>
    Response.json({
      issuer: process.env.CONVEX_SITE_URL,
      jwks_uri: `${process.env.CONVEX_SITE_URL}/.well-known/jwks.json`,
    }),
  ),
});
http.route({
  path: "/.well-known/jwks.json",
  method: "GET",
  handler: httpAction(
    async () =>
      new Response(process.env.OWN_JWKS ?? '{"keys":[]}', {
        headers: { "Content-Type": "application/json" },
      }),
  ),
});

export default http;

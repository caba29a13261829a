/** Which component answers which path: pure, over made-up routes. */
import { expect, test } from "vitest";
import { routeRequest } from "../../../engine/components/httpRouting";
import { type ComponentInstance, rootInstance } from "../../../engine/components/instance";
import { Application, ComponentCode, type ModuleRecord } from "../../../engine/functions/application";

function component(instance: Partial<ComponentInstance>, routes: [string, string][] | null): ComponentCode {
  const record: ModuleRecord = {
    path: "http.js",
    environment: "isolate",
    sha256: "",
    code: "",
    sourceMap: null,
    functions: [],
    httpRoutes: routes,
    cronSpecs: null,
  };
  return ComponentCode.alone(routes === null ? [] : [record], { ...rootInstance(), ...instance });
}

const nested = new Application(
  [
    component({ httpMounts: { "/shop/": "shop", "/shop/old/": "old" } }, [
      ["/shop/exact", "GET"],
      ["/shop/old/kept/*", "GET"],
      ["/*", "GET"],
    ]),
    component({ path: "shop", httpMounts: { "/cart/": "cart" } }, [["/list", "GET"]]),
    component({ path: "shop/cart" }, [["/*", "POST"]]),
    component({ path: "old" }, [["/*", "GET"]]),
  ],
  { nowMs: 0, seed: [1, 2, 3, 4] },
);

test.each([
  ["GET", "/shop/exact", { component: "", path: "/shop/exact" }],
  ["GET", "/shop/list", { component: "shop", path: "/list" }],
  ["HEAD", "/shop/list", { component: "shop", path: "/list" }],
  // Not listed: the router of whoever is there has the last word.
  ["POST", "/shop/list", { component: "shop", path: "/list" }],
  ["POST", "/shop/cart/7/add", { component: "shop/cart", path: "/7/add" }],
  ["GET", "/shop/old/x", { component: "old", path: "/x" }],
  ["GET", "/shop/old/kept/x", { component: "", path: "/shop/old/kept/x" }],
  ["GET", "/shop/missing", { component: "shop", path: "/missing" }],
  ["GET", "/shop", { component: "", path: "/shop" }],
  ["GET", "/else", { component: "", path: "/else" }],
  ["POST", "/else", { component: "", path: "/else" }],
])("CM-10 %s %s", (method, path, expected) => {
  expect(routeRequest(nested, path, method)).toEqual(expected);
});

const prefixed = new Application(
  [
    component({ httpPrefix: "/api/", httpMounts: { "/": "site" } }, [
      ["/hook", "POST"],
      ["/items/*", "GET"],
    ]),
    component({ path: "site" }, [["/*", "GET"]]),
  ],
  { nowMs: 0, seed: [1, 2, 3, 4] },
);

test.each([
  ["POST", "/api/hook", { component: "", path: "/hook" }],
  ["GET", "/api/items/1", { component: "", path: "/items/1" }],
  ["GET", "/items/1", { component: "site", path: "/items/1" }],
  ["POST", "/hook", { component: "site", path: "/hook" }],
])("CM-10 the app's own routes stand below its prefix: %s %s", (method, path, expected) => {
  expect(routeRequest(prefixed, path, method)).toEqual(expected);
});

test("CM-10 where nobody has a router nothing is routed", () => {
  const bare = new Application(
    [component({ httpMounts: { "/a/": "a" } }, null), component({ path: "a" }, null)],
    {
      nowMs: 0,
      seed: [1, 2, 3, 4],
    },
  );
  expect(routeRequest(bare, "/a/x", "GET")).toBeNull();
  expect(routeRequest(bare, "/x", "GET")).toBeNull();
});

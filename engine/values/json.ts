/**
 * The JSON forms in which Convex values travel and rest.
 * Owns only the types; encoding and decoding are `convex/values` (npm), ordering and keys are `sortKey.ts`.
 */

/** Any JSON. Where a doc comment says "value", it is a Convex value in its JSON encoding (`convexToJson`). */
export type JSONValue = null | boolean | number | string | JSONValue[] | { [key: string]: JSONValue };

export type JSONObject = { [key: string]: JSONValue };

/** Path of a component instance: "" is the app itself, "a/b" is child b of child a. */
export type ComponentPath = string;

/**
 * Making the global scope of a transaction realm: compiles the injected sources once and runs them in each new context.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Context, Script } from "node:vm";
import { type AsyncContextHost, installRealmAsyncContext } from "./realmAsyncContext";
import { type BinaryHost, installRealmBinary } from "./realmBinary";
import { type BeginCall, installRealmClock } from "./realmClock";
import { makeConsole } from "./realmConsole";
import { installRealmCrypto } from "./realmCrypto";
import { type FetchHost, installRealmFetch } from "./realmFetch";
import { installRealmGlobals, type RealmControl, type RealmHost } from "./realmGlobals";
import { installRealmWebAssembly } from "./realmWebAssembly";
import { syncCrypto } from "./syncCrypto";
import type * as Streams from "web-streams-polyfill";

// `toString` of a compiled function may refer to the name-keeping helper of the TypeScript runner.
const installer = new Script(
  `(() => { const __name = (f) => f; return {
    clock: ${installRealmClock.toString()},
    binary: ${installRealmBinary.toString()},
    fetch: ${installRealmFetch.toString()},
    crypto: ${installRealmCrypto.toString()},
    webAssembly: ${installRealmWebAssembly.toString()},
    asyncContext: ${installRealmAsyncContext.toString()},
    makeConsole: ${makeConsole.toString()},
    globals: ${installRealmGlobals.toString()},
  }; })()`,
  { filename: "engine:globals" },
);

interface Installers {
  clock: typeof installRealmClock;
  binary: typeof installRealmBinary;
  fetch: typeof installRealmFetch;
  crypto: typeof installRealmCrypto;
  webAssembly: typeof installRealmWebAssembly;
  asyncContext: typeof installRealmAsyncContext;
  makeConsole: typeof makeConsole;
  globals: typeof installRealmGlobals;
}

const inspector = new Script(
  `(() => { const module = { exports: {} }; (function (module, exports, require) {${readFileSync(
    createRequire(import.meta.url).resolve("object-inspect"),
    "utf8",
  )}\n})(module, module.exports, () => ({})); return module.exports; })()`,
  { filename: "engine:inspect" },
);

type StreamClasses = Record<string, unknown> & typeof Streams;

const streamLibrary = new Script(
  `(() => { const module = { exports: {} }; (function (module, exports) {${readFileSync(
    createRequire(import.meta.url).resolve("web-streams-polyfill"),
    "utf8",
  )}\n})(module, module.exports); return module.exports; })()`,
  { filename: "engine:streams" },
);

const fetchHost: Omit<FetchHost, "streams"> = {
  streamNames: [
    "ByteLengthQueuingStrategy",
    "CountQueuingStrategy",
    "ReadableByteStreamController",
    "ReadableStream",
    "ReadableStreamBYOBReader",
    "ReadableStreamBYOBRequest",
    "ReadableStreamDefaultController",
    "ReadableStreamDefaultReader",
    "TransformStream",
    "TransformStreamDefaultController",
    "WritableStream",
    "WritableStreamDefaultController",
    "WritableStreamDefaultWriter",
  ],
  Headers,
  FormData,
  URL,
  AbortSignal,
};

/** Nothing here may hand out promises: they would settle outside the step. */
const sharedGlobals: Record<string, unknown> = {
  AbortController,
  CustomEvent,
  DOMException,
  Event,
  EventTarget,
  FormData,
  Headers,
  TextDecoder,
  URLSearchParams,
  atob,
  btoa,
};

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

const binaryHost: BinaryHost = {
  encodeInto: (text, into) => utf8.encodeInto(text, into).written,
  decode: (bytes) => fromUtf8.decode(bytes),
};

/** Gives a fresh context everything user code may see, and the host its handles. */
export function installScope(
  context: Context,
  host: Omit<RealmHost, "shared">,
  asyncContext: AsyncContextHost,
): { control: RealmControl; beginCall: BeginCall } {
  const inspect = inspector.runInContext(context) as Parameters<typeof makeConsole>[1];
  const install = installer.runInContext(context) as Installers;
  const blobBytes = install.binary(binaryHost);
  install.fetch(
    { ...fetchHost, streams: () => streamLibrary.runInContext(context) as StreamClasses },
    blobBytes,
  );
  install.crypto(syncCrypto);
  install.webAssembly();
  install.asyncContext(asyncContext);
  const { console, reset } = install.makeConsole(host, inspect);
  const control = install.globals({ ...host, shared: sharedGlobals }, console);
  // Last: the scope above is built with the real clock's class.
  const beginCall = install.clock();
  return {
    control,
    beginCall: (nowMs, seed) => {
      reset();
      beginCall(nowMs, seed);
    },
  };
}

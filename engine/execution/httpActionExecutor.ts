/**
 * HTTP actions: routing through the pushed `http.ts` of the component that answers, and answers when there is no router, no route or an error.
 * Converting to and from Node's requests is the HTTP edge's.
 */
import { hasRoutes, routeRequest } from "../components/httpRouting";
import type { ActionRunner } from "../functions/actionSyscalls";
import { Execution, type ExecutionOptions } from "../functions/execution";
import { CallRefused, type Failure } from "../functions/failure";
import { type ActionRuns, exportedMethod } from "./actionRuns";
import type { StepRunner } from "./stepRunner";

const routerModule = "http.js";

interface HttpRouterExport {
  isRouter: true;
  lookup(path: string, method: string): readonly [unknown, string, string] | null;
}

export interface HttpActionOptions extends ExecutionOptions {
  /** Why the Authorization header could not be used; thrown once the handler asks for the identity. */
  authFailure: Error | null;
}

export class HttpActionExecutor {
  readonly #runner: StepRunner;
  readonly #runs: ActionRuns;
  readonly #calls: ActionRunner;

  constructor(options: { runner: StepRunner; runs: ActionRuns; calls: ActionRunner }) {
    this.#runner = options.runner;
    this.#runs = options.runs;
    this.#calls = options.calls;
  }

  async run(request: Request, options: HttpActionOptions): Promise<Response> {
    const runner = this.#runner;
    const { pathname } = new URL(request.url);
    const { application } = runner.services.active();
    if (!hasRoutes(application))
      return new Response("This Convex deployment does not have HTTP actions enabled.", { status: 404 });
    const startedAt = performance.now();
    const execution = new Execution(options);
    execution.authFailure = options.authFailure;
    const routed = routeRequest(application, pathname, request.method);
    if (routed === null) return notRouted(pathname);
    const { component, path } = routed;
    const run = this.#runs.begin({ execution, component, info: null, depth: 0 }, this.#calls);
    const target = { path: `${request.method} ${pathname}`, component };
    let isRouted = true;
    let ended = run.giveBack;
    let failure: unknown = null;
    try {
      const response = await run.timed(async () => {
        const router = (await run.realm.load(routerModule))["default"];
        if (!isRouter(router)) throw new CallRefused("The default export of http.ts is no HTTP router.");
        const match = router.lookup(path, request.method);
        if (match === null) {
          isRouted = false;
          return notRouted(pathname);
        }
        target.path = `${request.method} ${match[2]}`;
        return await invoke(match[0], request);
      });
      if (response.body === null) return response;
      // The handler may go on writing: the realm is its own until the last byte.
      ended = () => undefined;
      const { status, statusText, headers } = response;
      return new Response(watchedStream(response.body, run.giveBack), { status, statusText, headers });
    } catch (error) {
      failure = error;
      return this.#failed(runner.describe(error), execution.requestId);
    } finally {
      ended();
      if (isRouted) runner.end("HttpAction", target, execution, failure, startedAt);
    }
  }

  #failed(failure: Failure, requestId: string): Response {
    const dev = this.#runner.mode === "dev";
    const [title = "", ...trace] = failure.text.split("\n    at ");
    const head = `[Request ID: ${requestId}] Server Error`;
    const body = {
      code: dev || failure.data !== undefined ? `${head}: ${title}` : head,
      ...(dev && trace.length > 0 ? { trace: failure.text } : {}),
      ...(failure.data === undefined ? {} : { data: failure.data }),
    };
    return Response.json(body, { status: 500 });
  }
}

function notRouted(pathname: string): Response {
  return new Response(`No HttpAction routed for ${pathname}`, { status: 404 });
}

async function invoke(handler: unknown, request: Request): Promise<Response> {
  const call = exportedMethod(handler, "invokeHttpAction");
  if (call === null) throw new CallRefused("The route's handler is no HTTP action.");
  const response: unknown = await call(request);
  if (response instanceof Response) return response;
  throw new CallRefused(
    "The HTTP action did not return a Response: it must return a Response object or a promise of one.",
  );
}

function isRouter(value: unknown): value is HttpRouterExport {
  return typeof value === "object" && value !== null && "isRouter" in value && value.isRouter === true;
}

/** The same bytes; `ended` is called once, at the end, on failure or when the reader goes away. */
function watchedStream(body: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      ended();
    },
    async cancel(reason) {
      ended();
      await reader.cancel(reason);
    },
  });
}

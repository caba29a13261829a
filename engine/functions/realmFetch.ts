/**
 * Streams, `Request` and `Response` in queries and mutations, where promises of Node's own classes would settle outside
 * the step, in whatever call comes next. Bodies are bytes at hand; streams are a library evaluated in the realm when
 * first asked for. Injected as text into each transaction realm (see `realmGlobals.ts`): self-contained, types only.
 */

export interface FetchHost {
  /** Evaluates the stream library in the realm. */
  streams(): Record<string, unknown>;
  streamNames: readonly string[];
  /** Host classes without promises. */
  Headers: typeof Headers;
  FormData: typeof FormData;
  URL: typeof URL;
  AbortSignal: typeof AbortSignal;
}

export function installRealmFetch(
  host: FetchHost,
  /** Bytes of a `Blob` of the realm, or null. */
  blobBytes: (value: unknown) => Uint8Array | null,
): void {
  const define = (name: string, value: unknown) =>
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });

  let loaded: Record<string, unknown> | null = null;
  const streams = (): Record<string, unknown> => (loaded ??= host.streams());
  for (const name of host.streamNames)
    Object.defineProperty(globalThis, name, {
      configurable: true,
      enumerable: false,
      get: () => streams()[name],
      set: (value: unknown) => {
        define(name, value);
      },
    });
  const isStream = (value: unknown): value is ReadableStream<Uint8Array> =>
    loaded !== null && value instanceof (loaded["ReadableStream"] as typeof ReadableStream);

  // Errors of the realm: those of the host are no `TypeError` to the code that catches them.
  class RealmURL extends host.URL {
    constructor(url: string | URL, base?: string | URL) {
      try {
        super(url, base);
      } catch (error) {
        throw new TypeError(
          error instanceof Object && "message" in error ? String(error.message) : "Invalid URL",
        );
      }
    }
  }
  Object.defineProperty(RealmURL, "name", { value: "URL" });
  define("URL", RealmURL);

  const RealmAbortSignal = function AbortSignal() {
    throw new TypeError("Illegal constructor");
  };
  RealmAbortSignal.prototype = host.AbortSignal.prototype;
  define(
    "AbortSignal",
    Object.assign(RealmAbortSignal, {
      abort: (reason?: unknown) => host.AbortSignal.abort(reason),
      any: (signals: AbortSignal[]) => host.AbortSignal.any(signals),
      timeout: () => {
        throw new Error(
          "Can't use AbortSignal.timeout() in queries and mutations. Please consider using an action. See https://docs.convex.dev/functions/actions for more details.",
        );
      },
    }),
  );

  interface Content {
    source: Uint8Array | ReadableStream<Uint8Array> | null;
    type: string | null;
  }
  const contentOf = (init: unknown): Content => {
    if (init === null || init === undefined) return { source: null, type: null };
    const blob = blobBytes(init);
    if (blob !== null) return { source: blob, type: (init as Blob).type === "" ? null : (init as Blob).type };
    if (init instanceof ArrayBuffer) return { source: new Uint8Array(init).slice(), type: null };
    if (ArrayBuffer.isView(init))
      return { source: new Uint8Array(init.buffer, init.byteOffset, init.byteLength).slice(), type: null };
    if (isStream(init)) return { source: init, type: null };
    if (init instanceof host.FormData)
      throw new Error(
        "A FormData body is only available in actions: queries and mutations have no files to send.",
      );
    const isForm = init instanceof URLSearchParams;
    return {
      source: new TextEncoder().encode(`${init as string}`),
      type: `${isForm ? "application/x-www-form-urlencoded" : "text/plain"};charset=UTF-8`,
    };
  };
  const drained = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> => {
    const reader = stream.getReader();
    const chunks: Uint8Array[] = [];
    for (;;) {
      const next = await reader.read();
      if (next.done) break;
      if (!(next.value instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
      chunks.push(next.value);
    }
    const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    let offset = 0;
    for (const chunk of chunks) {
      whole.set(chunk, offset);
      offset += chunk.length;
    }
    return whole;
  };

  class RealmBody {
    readonly headers: Headers;
    #source: Content["source"];
    #stream: ReadableStream<Uint8Array> | null = null;
    #isRead = false;
    constructor(init: unknown, headers: unknown) {
      const { source, type } = contentOf(init);
      this.#source = source;
      this.headers = new host.Headers(headers as ConstructorParameters<typeof Headers>[0]);
      if (type !== null && !this.headers.has("content-type")) this.headers.set("content-type", type);
    }
    get body(): ReadableStream<Uint8Array> | null {
      const source = this.#source;
      if (source === null) return null;
      if (!(source instanceof Uint8Array)) return source;
      const Stream = streams()["ReadableStream"] as typeof ReadableStream<Uint8Array>;
      this.#stream ??= new Stream({
        start(controller) {
          controller.enqueue(source);
          controller.close();
        },
      });
      return this.#stream;
    }
    get bodyUsed(): boolean {
      const stream = this.#source instanceof Uint8Array ? this.#stream : this.#source;
      return this.#isRead || (stream?.locked ?? false);
    }
    async bytes(): Promise<Uint8Array> {
      if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
      const source = this.#source;
      this.#isRead = source !== null;
      if (source === null) return new Uint8Array(0);
      return source instanceof Uint8Array ? source.slice() : await drained(source);
    }
    async arrayBuffer(): Promise<ArrayBufferLike> {
      return (await this.bytes()).buffer;
    }
    async text(): Promise<string> {
      return new TextDecoder().decode(await this.bytes());
    }
    async json(): Promise<unknown> {
      return JSON.parse(await this.text());
    }
    async blob(): Promise<Blob> {
      return new Blob([new Uint8Array(await this.bytes())], { type: this.headers.get("content-type") ?? "" });
    }
    async formData(): Promise<FormData> {
      if (!(this.headers.get("content-type") ?? "").startsWith("application/x-www-form-urlencoded"))
        throw new TypeError("Only URL-encoded forms can be read in queries and mutations.");
      const form = new host.FormData();
      for (const [name, value] of new URLSearchParams(await this.text())) form.append(name, value);
      return form;
    }
    /** What a clone is made of; a stream goes to both. */
    protected copied(): unknown {
      if (this.bodyUsed) throw new TypeError("Body is unusable: Body has already been read");
      const source = this.#source;
      if (source === null || source instanceof Uint8Array) return source;
      const [mine, other] = source.tee();
      this.#source = mine;
      return other;
    }
  }

  interface RealmResponseInit {
    status?: number;
    statusText?: string;
    headers?: unknown;
  }
  const withoutBody = [101, 204, 205, 304];
  class RealmResponse extends RealmBody {
    readonly status: number;
    readonly statusText: string;
    type = "default";
    readonly url = "";
    readonly redirected = false;
    constructor(body: unknown = null, init: RealmResponseInit = {}) {
      super(body, init.headers);
      this.status = init.status ?? 200;
      this.statusText = init.statusText ?? "";
      if (!Number.isInteger(this.status) || this.status < 200 || this.status > 599)
        throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
      if (body !== null && body !== undefined && withoutBody.includes(this.status))
        throw new TypeError(`Response constructor: Invalid response status code ${this.status}`);
    }
    get ok(): boolean {
      return this.status >= 200 && this.status <= 299;
    }
    clone(): RealmResponse {
      const { status, statusText, headers } = this;
      return new RealmResponse(this.copied(), { status, statusText, headers });
    }
    static json(data: unknown, init: RealmResponseInit = {}): RealmResponse {
      const headers = new host.Headers(init.headers as ConstructorParameters<typeof Headers>[0]);
      if (!headers.has("content-type")) headers.set("content-type", "application/json");
      const text = JSON.stringify(data);
      if (text === undefined) throw new TypeError("Value is not JSON serializable");
      return new RealmResponse(text, { ...init, headers });
    }
    static redirect(url: string | URL, status = 302): RealmResponse {
      if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
      return new RealmResponse(null, { status, headers: { location: new RealmURL(url).href } });
    }
    static error(): RealmResponse {
      const response = new RealmResponse(null);
      Object.defineProperty(response, "status", { value: 0 });
      response.type = "error";
      return response;
    }
  }

  interface RealmRequestInit {
    method?: string;
    headers?: unknown;
    body?: unknown;
    signal?: AbortSignal | null;
  }
  const standard = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
  class RealmRequest extends RealmBody {
    readonly url: string;
    readonly method: string;
    readonly signal: AbortSignal;
    readonly redirect = "follow";
    readonly mode = "cors";
    readonly credentials = "same-origin";
    readonly cache = "default";
    constructor(input: RealmRequest | string | URL, init: RealmRequestInit = {}) {
      const from = input instanceof RealmRequest ? input : null;
      const body = init.body ?? from?.copied() ?? null;
      super(body, init.headers ?? from?.headers);
      this.url = new RealmURL(
        typeof input === "string" ? input : input instanceof RealmRequest ? input.url : input.href,
      ).href;
      const method = init.method ?? from?.method ?? "GET";
      this.method = standard.includes(method.toUpperCase()) ? method.toUpperCase() : method;
      this.signal = init.signal ?? from?.signal ?? new AbortController().signal;
      if (body !== null && ["GET", "HEAD"].includes(this.method))
        throw new TypeError("Request with GET/HEAD method cannot have body.");
    }
    clone(): RealmRequest {
      return new RealmRequest(this);
    }
  }
  Object.defineProperty(RealmResponse, "name", { value: "Response" });
  Object.defineProperty(RealmRequest, "name", { value: "Request" });
  define("Response", RealmResponse);
  define("Request", RealmRequest);
}

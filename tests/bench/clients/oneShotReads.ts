/** Reads without a subscription: clients of the engine send them by HTTP. One kept-alive connection. */
import { Agent, request } from "node:http";

export class OneShotReads {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/api/query`;
  }

  query(path: string, args: object): Promise<void> {
    return new Promise((resolve, reject) => {
      const call = request(
        this.#url,
        { method: "POST", agent: this.#agent, headers: { "content-type": "application/json" } },
        (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (part: string) => {
            text += part;
          });
          response.on("end", () => {
            const answer = JSON.parse(text) as { status: string };
            if (answer.status === "success") resolve();
            else reject(new Error(text));
          });
        },
      );
      call.on("error", reject);
      call.end(JSON.stringify({ path, args, format: "json" }));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

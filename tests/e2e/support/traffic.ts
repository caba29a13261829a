/** Counts what a page sends, to prove that it listens instead of asking again and again. */
import type { Page } from "@playwright/test";

export interface Traffic {
  /** HTTP requests since `restart`, by address. */
  requests(): readonly string[];
  /** Frames the page sent over its sockets since `restart`. */
  framesSent(): number;
  /** Sockets opened since the page was created. */
  sockets(): number;
  restart(): void;
}

export function watchTraffic(page: Page): Traffic {
  let requests: string[] = [];
  let framesSent = 0;
  let sockets = 0;
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) requests.push(request.url());
  });
  page.on("websocket", (socket) => {
    sockets += 1;
    socket.on("framesent", () => (framesSent += 1));
  });
  return {
    requests: () => requests,
    framesSent: () => framesSent,
    sockets: () => sockets,
    restart: () => {
      requests = [];
      framesSent = 0;
    },
  };
}

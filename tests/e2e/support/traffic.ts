/** Counts what a page sends, to prove that it listens instead of asking again and again. */
import type { Page } from "@playwright/test";

export interface Traffic {
  /** HTTP requests since `restart`, by address. */
  requests(): readonly string[];
  /** Frames the page sent over its sockets since `restart`, signs of life aside. */
  framesSent(): number;
  /** Signs of life since `restart`: a board says every few seconds that it is there, and asks nothing by it. */
  signsOfLife(): number;
  /** Sockets opened since the page was created. */
  sockets(): number;
  restart(): void;
}

export function watchTraffic(page: Page): Traffic {
  let requests: string[] = [];
  let framesSent = 0;
  let signsOfLife = 0;
  let sockets = 0;
  page.on("request", (request) => {
    if (/^https?:/.test(request.url())) requests.push(request.url());
  });
  page.on("websocket", (socket) => {
    sockets += 1;
    socket.on("framesent", ({ payload }) => {
      if (String(payload).includes('"presence:here"')) signsOfLife += 1;
      else framesSent += 1;
    });
  });
  return {
    requests: () => requests,
    framesSent: () => framesSent,
    signsOfLife: () => signsOfLife,
    sockets: () => sockets,
    restart: () => {
      requests = [];
      framesSent = 0;
      signsOfLife = 0;
    },
  };
}

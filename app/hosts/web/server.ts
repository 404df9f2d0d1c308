import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Port } from '../../contract/index.ts';
import type { Pages } from '../pages.ts';
import { answerPage, answerRefused, answerStranger, answerWelcome } from './answers.ts';
import { askedOf, mayOpenLine, rulePage } from './gate.ts';
import { Passes } from './passes.ts';
import { MAX_MESSAGE_BYTES, WebSocketPort, endLine } from './port.ts';

/** Only this computer can reach it. */
const LOOPBACK = '127.0.0.1';
/** A computer that is busy answers late; one that sleeps has answered before. */
const HEARTBEAT_MILLIS = 20_000;
/** More than a teacher has open; each may hold a message of the longest size in memory. */
const MOST_WINDOWS = 32;
/** Windows, and what browsers keep open to fetch pages: six each. */
const MOST_CONNECTIONS = 256;

/**
 * For whoever sends slowly, or without end. A browser on the same computer needs milliseconds and 2 KB; other
 * studios' cookies may come along.
 */
const HTTP_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  requireHostHeader: false, // the gate does
};

/** What the server closes a line with when it goes: RFC 6455, section 7.4.1. */
const GOING_AWAY = 1001;
const TRY_AGAIN_LATER = 503;
const FORBIDDEN = 403;

export interface WebHostOptions {
  /** Answers each window. */
  readonly studio: { connect(port: Port): void };
  readonly pages: Pages;
  /** 0 for any that is free. */
  readonly port: number;
  /** How often a window must show that it is there. */
  readonly heartbeatMillis?: number;
}

/** The studio, served to browsers on this computer and to nobody else. */
export class WebHost implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #lines: WebSocketServer;
  readonly #passes = new Passes();
  readonly #pages: Pages;
  readonly #studio: WebHostOptions['studio'];
  readonly #heartbeatMillis: number;

  private constructor(server: Server, { studio, pages, heartbeatMillis = HEARTBEAT_MILLIS }: WebHostOptions) {
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#pages = pages;
    this.#studio = studio;
    this.#heartbeatMillis = heartbeatMillis;
    // Messages are small or text that a pupil has just typed; compression would only hold memory.
    this.#lines = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.#answer(request, response),
    );
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#upgrade(request, socket, head),
    );
  }

  /** @throws Error with the code of the system if the port cannot be had: `EADDRINUSE`, `EACCES` */
  static async listen(options: WebHostOptions): Promise<WebHost> {
    const server = createServer(HTTP_LIMITS);
    server.maxConnections = MOST_CONNECTIONS;
    server.listen(options.port, LOOPBACK);
    await once(server, 'listening');
    return new WebHost(server, options);
  }

  /** To print. Good as long as the studio runs. */
  get address(): string {
    return this.#addressWith(this.#passes.token);
  }

  /** To hand to a program that opens it at once. Good once, within a minute. */
  oneTimeAddress(whenUsed?: () => void): string {
    return this.#addressWith(this.#passes.issue(whenUsed));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    const ended = [...this.#lines.clients].map((socket) => endLine(socket, GOING_AWAY));
    this.#server.closeAllConnections();
    await Promise.all([closed, ...ended]);
  }

  #addressWith(token: string): string {
    return `http://${LOOPBACK}:${this.port}/?token=${token}`;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const ruling = rulePage(askedOf(request), this.port, this.#passes);
    switch (ruling.kind) {
      case 'refused':
        answerRefused(response, ruling.status);
        return;
      case 'stranger':
        answerStranger(request, response);
        return;
      case 'welcome':
        answerWelcome(response, this.port, this.#passes.cookie, ruling.sentBy);
        return;
      case 'page':
        answerPage(request, response, this.#pages.get(ruling.pathname));
        return;
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => undefined); // whoever asked has gone
    if (!mayOpenLine(askedOf(request), this.port, this.#passes)) {
      turnAway(socket, FORBIDDEN);
      return;
    }
    if (this.#lines.clients.size >= MOST_WINDOWS) {
      turnAway(socket, TRY_AGAIN_LATER);
      return;
    }
    this.#lines.handleUpgrade(request, socket, head, (line) =>
      this.#studio.connect(new WebSocketPort(line, this.#heartbeatMillis)),
    );
  }
}

/** Without a reason: nobody of ours needs one. */
function turnAway(socket: Duplex, status: number): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} \r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

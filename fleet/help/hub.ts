import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../contract/clock.ts';
import {
  type CallBackRequest,
  fromHelperSchema,
  fromTerminalSchema,
  parseMessage,
  type ToHelper,
  type ToTerminal,
} from '../../contract/help-call.ts';
import type { CallBacks } from './call-backs.ts';
import { type RelayConfig, waysOfCall } from './relay.ts';
import { type HelperLimits, type HelperLine, noLimits, Switchboard } from './switchboard.ts';

export const terminalPath = '/help/terminal';
export const helperPath = '/help/helper';

const largestMessageBytes = 100_000;
const notUnderstood = 1008;
/** Two missed answers in a row: the other side is gone without a word. */
const pingEveryMs = 15_000;

export interface HelpHubOptions {
  clock: Pick<Clock, 'after' | 'wallMs'>;
  /** Who asks for the line; null refuses it with 401. The server that mounts the hub knows its people and terminals. */
  nameTerminal(request: IncomingMessage): Promise<string | null>;
  nameHelper(request: IncomingMessage): Promise<string | null>;
  /** Left out: everybody helps everybody. */
  limits?: HelperLimits;
  isOpenAt(wallMs: number): boolean;
  callBacks: CallBacks;
  /** A call-back could not be written or read. */
  onFailure(error: unknown): void;
  /** Null: calls find their way without one. */
  relay: RelayConfig | null;
}

export interface HelpHub {
  /** Takes an `upgrade` of an HTTP server; false where the address is not one of the hub's. */
  takeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  close(): void;
}

/** The signalling of calls for help. Mounted by whoever has an HTTP server and knows who is who. */
export function createHelpHub(options: HelpHubOptions): HelpHub {
  const limits = options.limits ?? noLimits;
  const switchboard = new Switchboard(
    options.clock,
    options.isOpenAt,
    (callId) => waysOfCall(options.relay, options.clock, callId),
    limits,
  );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessageBytes });

  const helpers = new Set<HelperLine>();
  const tellCallBacks = async (lines: Iterable<HelperLine>) => {
    const all = await options.callBacks.list();
    for (const { helperName, send } of lines) {
      const callBacks = all.filter(({ terminalId }) => limits.mayAnswer(helperName, terminalId));
      send({ type: 'call_backs', callBacks });
    }
  };
  const leaveCallBack = async (terminalId: string, request: CallBackRequest) => {
    const noted = await options.callBacks.leave(terminalId, request);
    if (noted) await tellCallBacks(helpers);
    return noted;
  };
  const markCallBack = async (helperName: string, callBackId: string, mark: 'called' | 'done') => {
    const marked = (await options.callBacks.list()).find((each) => each.callBackId === callBackId);
    if (!marked) return;
    if (!limits.mayAnswer(helperName, marked.terminalId)) {
      limits.onRefused(helperName, marked.terminalId);
      return;
    }
    if (mark === 'done') await options.callBacks.erase(callBackId);
    else await options.callBacks.markCalled(callBackId);
    await tellCallBacks(helpers);
  };

  const openTerminal = (socket: WebSocket, terminalId: string) => {
    const line = { terminalId, send: (message: ToTerminal) => socket.send(JSON.stringify(message)) };
    socket.on('message', (data) => {
      const message = parseMessage(fromTerminalSchema, String(data));
      if (message?.type === 'call_back') {
        const { callId, request } = message;
        const answer = (noted: boolean) => line.send({ type: 'call_back_answered', callId, noted });
        leaveCallBack(terminalId, request).then(answer, (error) => {
          options.onFailure(error);
          answer(false);
        });
      } else if (message) switchboard.hearTerminal(line, message);
      else socket.close(notUnderstood, 'not understood');
    });
    socket.on('close', () => switchboard.terminalGone(line));
  };
  const openHelper = (socket: WebSocket, helperName: string) => {
    const line = { helperName, send: (message: ToHelper) => socket.send(JSON.stringify(message)) };
    socket.on('message', (data) => {
      const message = parseMessage(fromHelperSchema, String(data));
      if (message?.type === 'call_back_mark')
        markCallBack(helperName, message.callId, message.mark).catch(options.onFailure);
      else if (message) switchboard.hearHelper(line, message);
      else socket.close(notUnderstood, 'not understood');
    });
    socket.on('close', () => {
      helpers.delete(line);
      switchboard.helperGone(line);
    });
    helpers.add(line);
    tellCallBacks([line]).catch(options.onFailure);
  };

  const doors = {
    [terminalPath]: { name: options.nameTerminal, open: openTerminal },
    [helperPath]: { name: options.nameHelper, open: openHelper },
  };

  return {
    takeUpgrade(request, socket, head) {
      const { pathname } = new URL(request.url ?? '/', 'http://hub');
      if (pathname !== terminalPath && pathname !== helperPath) return false;
      const door = doors[pathname];
      socket.on('error', () => socket.destroy());
      door.name(request).then(
        (name) => {
          if (name === null) {
            socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
            return;
          }
          sockets.handleUpgrade(request, socket, head, (opened) => {
            opened.on('error', () => opened.terminate());
            keepAlive(opened, options.clock);
            door.open(opened, name);
          });
        },
        () => socket.destroy(),
      );
      return true;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function keepAlive(socket: WebSocket, clock: Pick<Clock, 'after'>): void {
  let missed = 0;
  let cancel = () => {};
  const arm = () => {
    cancel = clock.after(pingEveryMs, () => {
      missed++;
      if (missed > 2) {
        socket.terminate();
        return;
      }
      socket.ping();
      arm();
    });
  };
  socket.on('pong', () => {
    missed = 0;
  });
  socket.on('close', () => cancel());
  arm();
}

import { WebSocket } from 'ws';
import { type FromTerminal, parseMessage, toTerminalSchema } from '../../../contract/help-call.ts';
import type { TerminalConfig } from '../../../contract/terminal-config.ts';
import type { HelpLinePort } from '../session/index.ts';

const openTimeoutMs = 5000;
const largestMessageBytes = 100_000;

/** A WebSocket to the hub, opened for one call and closed after it. */
export function connectHelpLine(config: NonNullable<TerminalConfig['helpCalls']>): HelpLinePort {
  return {
    open(on) {
      const socket = new WebSocket(config.hubUrl, {
        headers: { authorization: `Bearer ${config.token}` },
        handshakeTimeout: openTimeoutMs,
        maxPayload: largestMessageBytes,
        followRedirects: false,
      });
      const waiting: FromTerminal[] = [];
      socket.on('open', () => {
        for (const message of waiting.splice(0)) socket.send(JSON.stringify(message));
      });
      socket.on('message', (data) => {
        const message = parseMessage(toTerminalSchema, String(data));
        if (message) on.message(message);
        else socket.close();
      });
      // Followed by `close`, which tells it.
      socket.on('error', () => {});
      socket.on('close', () => on.closed());
      return {
        send(message) {
          if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
          else if (socket.readyState === WebSocket.CONNECTING) waiting.push(message);
        },
        close: () => socket.close(),
      };
    },
  };
}

import type { Socket } from 'node:net';
import { longestLine } from './words.ts';

/**
 * Calls for every whole line; a line too long ends the socket. Not `readline`: it passes the error of a socket on to a second
 * emitter, where a child that was killed in the middle of an answer would end the keeper.
 */
export function onLines(socket: Socket, take: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('error', () => socket.destroy());
  socket.on('data', (text) => {
    const lines = (rest + String(text)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length > longestLine) socket.destroy();
  });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onLines } from './lines.ts';
import { type KeeperAsk, keeperAskSchema, type Standing } from './words.ts';

/** Listens where only this user comes: a socket in a directory of its own, on Windows a pipe with a name nobody can guess. */
export async function startKeeperLine(
  answer: (ask: KeeperAsk) => Standing,
): Promise<{ path: string; stop(): void }> {
  // The path of a socket may have a hundred letters only, so that it cannot lie with the slots.
  const directory = process.platform === 'win32' ? null : mkdtempSync(join(tmpdir(), 'budayang-'));
  const path = directory ? join(directory, 'keeper') : `\\\\.\\pipe\\budayang-${crypto.randomUUID()}`;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    onLines(socket, (line) => {
      const ask = readAsk(line);
      if (ask === null) socket.destroy();
      else socket.write(`${JSON.stringify({ standing: answer(ask) })}\n`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => resolve());
  });
  return {
    path,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      if (directory) rmSync(directory, { recursive: true, force: true });
    },
  };
}

function readAsk(line: string): KeeperAsk | null {
  try {
    const parsed = keeperAskSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

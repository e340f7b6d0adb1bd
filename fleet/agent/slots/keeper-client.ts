import { connect } from 'node:net';
import { onLines } from './lines.ts';
import { type KeeperAsk, keeperAnswerSchema, type Standing } from './words.ts';

const deadlineMs = 5000;

/** Asks the keeper on this machine; null where there is none that answers. */
export function askKeeper(path: string, ask: KeeperAsk): Promise<Standing | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const finish = (standing: Standing | null) => {
      resolve(standing);
      socket.destroy();
    };
    socket.setTimeout(deadlineMs, () => finish(null));
    socket.on('close', () => finish(null));
    onLines(socket, (line) => {
      const parsed = keeperAnswerSchema.safeParse(parseJson(line));
      finish(parsed.success ? parsed.data.standing : null);
    });
    socket.write(`${JSON.stringify(ask)}\n`);
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';

const secretBytes = 32;

/**
 * By which the hub of calls knows a terminal: its id and an HMAC-SHA-256 of it (RFC 2104) under a secret of this fleet,
 * so that nothing has to be kept for each. A terminal that is no member any more is refused by `isMember`.
 */
export class HelpPasses {
  readonly #secret: Buffer;
  readonly #isMember: (terminalId: TerminalId) => boolean;

  private constructor(secret: Buffer, isMember: (terminalId: TerminalId) => boolean) {
    this.#secret = secret;
    this.#isMember = isMember;
  }

  /** The secret is made at the first start and lies in `directory`, readable to this user alone. */
  static async open(directory: string, isMember: (terminalId: TerminalId) => boolean): Promise<HelpPasses> {
    const path = join(directory, 'help-secret');
    const kept = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      return null;
    });
    if (kept && kept.length !== secretBytes) throw new Error(`${path} is not a secret of this program`);
    const secret = kept ?? randomBytes(secretBytes);
    if (!kept) await writeFile(path, secret, { mode: 0o600, flag: 'wx' });
    return new HelpPasses(secret, isMember);
  }

  tokenOf(terminalId: TerminalId): string {
    return `${terminalId}.${this.#mark(terminalId).toString('base64url')}`;
  }

  /** Of which member the `Authorization: Bearer` of a request is; null: of none. */
  nameTerminal({ headers }: Pick<IncomingMessage, 'headers'>): TerminalId | null {
    const [, name, mark] = /^Bearer ([^.]+)\.([\w-]+)$/.exec(headers.authorization ?? '') ?? [];
    const terminalId = terminalIdSchema.safeParse(name).data;
    if (terminalId === undefined || mark === undefined) return null;
    const shown = Buffer.from(mark, 'base64url');
    const right = this.#mark(terminalId);
    const isRight = shown.length === right.length && timingSafeEqual(shown, right);
    return isRight && this.#isMember(terminalId) ? terminalId : null;
  }

  #mark(terminalId: TerminalId): Buffer {
    return createHmac('sha256', this.#secret).update(terminalId).digest();
  }
}

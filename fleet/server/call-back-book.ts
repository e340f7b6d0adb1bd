import { z } from 'zod';
import type { Clock } from '../../contract/clock.ts';
import { type CallBack, type CallBackRequest, longestCallBackMs } from '../../contract/help-call.ts';
import { localizedTextSchema } from '../../contract/words.ts';
import type { CallBacks } from '../help/index.ts';
import type { Database } from './database.ts';

/** Nobody at a terminal may fill the list for all. */
const mostWaitingOfOne = 20;
const eraseEveryMs = 3_600_000;

const jsonText = z.string().transform((text): unknown => JSON.parse(text));
const row = z.object({
  call_back_id: z.string(),
  terminal_id: z.string(),
  site: jsonText.pipe(localizedTextSchema),
  item: jsonText.pipe(localizedTextSchema.nullable()),
  phone: z.string(),
  left_at_ms: z.coerce.number(),
  called: z.boolean(),
});

/** In the fleet server's database alone. */
export class CallBackBook implements CallBacks {
  readonly #database: Database;
  readonly #clock: Pick<Clock, 'wallMs' | 'after'>;
  readonly #onFailure: (error: unknown) => void;
  #cancel = () => {};

  constructor(
    database: Database,
    clock: Pick<Clock, 'wallMs' | 'after'>,
    onFailure: (error: unknown) => void,
  ) {
    this.#database = database;
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  /** Erases what is too old, now and then every hour until `stop`. */
  async start(): Promise<void> {
    await this.#eraseOld();
    this.#cancel = this.#clock.after(eraseEveryMs, () => {
      this.start().catch(this.#onFailure);
    });
  }

  stop(): void {
    this.#cancel();
  }

  async leave(terminalId: string, request: CallBackRequest): Promise<boolean> {
    const waiting = (await this.list()).filter((each) => each.terminalId === terminalId);
    if (waiting.some(({ callBackId }) => callBackId === request.callBackId)) return true;
    if (waiting.length >= mostWaitingOfOne) return false;
    const { callBackId, phone, site, item } = request;
    await this.#database.write(
      `INSERT INTO call_back (call_back_id, terminal_id, site, item, phone, left_at_ms, called)
       VALUES ($1, $2, $3, $4, $5, $6, FALSE) ON CONFLICT (call_back_id) DO NOTHING`,
      [callBackId, terminalId, JSON.stringify(site), JSON.stringify(item), phone, this.#clock.wallMs()],
    );
    return true;
  }

  async list(): Promise<CallBack[]> {
    await this.#eraseOld();
    const rows = await this.#database.read(row, 'SELECT * FROM call_back ORDER BY left_at_ms, call_back_id');
    return rows.map(({ call_back_id, terminal_id, site, item, phone, left_at_ms, called }) => ({
      ...{ callBackId: call_back_id, terminalId: terminal_id, site, item, phone, called },
      leftAtMs: left_at_ms,
    }));
  }

  async markCalled(callBackId: string): Promise<void> {
    await this.#database.write('UPDATE call_back SET called = TRUE WHERE call_back_id = $1', [callBackId]);
  }

  async erase(callBackId: string): Promise<void> {
    await this.#database.write('DELETE FROM call_back WHERE call_back_id = $1', [callBackId]);
  }

  async #eraseOld(): Promise<void> {
    const eldestMs = this.#clock.wallMs() - longestCallBackMs;
    await this.#database.write('DELETE FROM call_back WHERE left_at_ms <= $1', [eldestMs]);
  }
}

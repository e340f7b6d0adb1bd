import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { CallBackRequest, CallBackState } from '../../../contract/help-call.ts';
import type { HelpLinePort } from './call-desk.ts';

/** So long a resident waits to hear that the number is noted. */
const longestWaitMs = 8000;

/**
 * A telephone number on its way to the helpers, over a line of its own. It is kept nowhere on the terminal: noted
 * is what the fleet server has written down, and everything else the resident is told at once.
 */
export class CallBackDesk {
  readonly #line: HelpLinePort;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #random: RandomSource;
  readonly #onChange: () => void;
  #state: CallBackState = 'possible';
  /** Of the resident who is here; what another one left changes nothing on the screen. */
  #current: object | null = null;

  constructor(options: {
    line: HelpLinePort;
    clock: Pick<Clock, 'after'>;
    random: RandomSource;
    onChange: () => void;
  }) {
    this.#line = options.line;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#onChange = options.onChange;
  }

  get state(): CallBackState {
    return this.#state;
  }

  leave(what: Omit<CallBackRequest, 'callBackId'>): boolean {
    if (this.#state === 'sending' || this.#state === 'noted') return false;
    const callBackId = this.#random.uuid();
    const mine = {};
    this.#current = mine;
    let isOver = false;
    const end = (state: CallBackState) => {
      if (isOver) return;
      isOver = true;
      cancelDeadline();
      line.close();
      if (this.#current === mine) this.#change(state);
    };
    const line = this.#line.open({
      message(message) {
        if (message.type === 'call_back_answered' && message.callId === callBackId)
          end(message.noted ? 'noted' : 'failed');
      },
      closed: () => end('failed'),
    });
    const cancelDeadline = this.#clock.after(longestWaitMs, () => end('failed'));
    line.send({ type: 'call_back', callId: callBackId, request: { ...what, callBackId } });
    this.#change('sending');
    return true;
  }

  /** The resident is gone. What is still on its way arrives or not, and nobody is told. */
  forget(): void {
    this.#current = null;
    this.#state = 'possible';
  }

  #change(state: CallBackState): void {
    this.#state = state;
    this.#onChange();
  }
}

import type { Clock } from '../../contract/clock.ts';
import {
  type CallTopic,
  type CallWays,
  type FromHelper,
  type FromTerminal,
  longestRingMs,
  type ToHelper,
  type ToTerminal,
} from '../../contract/help-call.ts';

/** A terminal on the line. One call at a time. */
export interface TerminalLine {
  readonly terminalId: string;
  send(message: ToTerminal): void;
}

export interface HelperLine {
  readonly helperName: string;
  send(message: ToHelper): void;
}

interface Call {
  readonly callId: string;
  readonly terminal: TerminalLine;
  readonly topic: CallTopic;
  helper: HelperLine | null;
  readonly rung: Set<HelperLine>;
  stopRinging: () => void;
}

/** Which helpers help which terminals. */
export interface HelperLimits {
  /** Nobody else is rung, and nobody else can accept. */
  mayAnswer(helperName: string, terminalId: string): boolean;
  /** Somebody has tried to accept whom it never rang for. */
  onRefused(helperName: string, terminalId: string): void;
}
export const noLimits: HelperLimits = { mayAnswer: () => true, onRefused() {} };

/**
 * Brings residents and helpers together: rings every free helper, gives the call to the first who
 * accepts, passes on what the two say, and ends it for both when either goes. Keeps nothing of a call.
 */
export class Switchboard {
  readonly #clock: Pick<Clock, 'after' | 'wallMs'>;
  readonly #isOpenAt: (wallMs: number) => boolean;
  readonly #waysOf: (callId: string) => CallWays;
  readonly #limits: HelperLimits;
  readonly #calls = new Map<string, Call>();
  readonly #free = new Set<HelperLine>();

  /**
   * @param isOpenAt whether helpers serve at this wall time; outside, nobody is rung.
   * @param waysOf by which ways the browsers of a call may find each other.
   */
  constructor(
    clock: Pick<Clock, 'after' | 'wallMs'>,
    isOpenAt: (wallMs: number) => boolean,
    waysOf: (callId: string) => CallWays,
    limits: HelperLimits = noLimits,
  ) {
    this.#clock = clock;
    this.#isOpenAt = isOpenAt;
    this.#waysOf = waysOf;
    this.#limits = limits;
  }

  hearTerminal(terminal: TerminalLine, message: Exclude<FromTerminal, { type: 'call_back' }>): void {
    if (message.type === 'ring') {
      this.#ring(terminal, message.callId, message.topic);
      return;
    }
    const call = this.#calls.get(message.callId);
    if (call?.terminal !== terminal) return;
    if (message.type === 'hang_up') this.#end(call);
    else call.helper?.send(message);
  }

  hearHelper(helper: HelperLine, message: Exclude<FromHelper, { type: 'call_back_mark' }>): void {
    if (message.type === 'free') {
      const isBusy = [...this.#calls.values()].some((call) => call.helper === helper);
      if (message.free && !isBusy) this.#free.add(helper);
      else this.#free.delete(helper);
      return;
    }
    const call = this.#calls.get(message.callId);
    if (message.type === 'accept') {
      if (call && call.helper === null && call.rung.has(helper)) this.#connect(call, helper);
      else helper.send({ type: 'ring_over', callId: message.callId, ...this.#refusalOf(helper, call) });
      return;
    }
    if (call?.helper !== helper) return;
    if (message.type === 'hang_up') this.#end(call);
    else call.terminal.send(message);
  }

  terminalGone(terminal: TerminalLine): void {
    for (const call of this.#calls.values()) if (call.terminal === terminal) this.#end(call);
  }

  helperGone(helper: HelperLine): void {
    this.#free.delete(helper);
    for (const call of this.#calls.values()) {
      call.rung.delete(helper);
      if (call.helper === helper) this.#end(call);
      else if (call.helper === null && call.rung.size === 0) this.#refuse(call);
    }
  }

  #ring(terminal: TerminalLine, callId: string, topic: CallTopic): void {
    if (this.#calls.has(callId)) return;
    this.terminalGone(terminal);
    if (!this.#isOpenAt(this.#clock.wallMs())) {
      terminal.send({ type: 'refused', callId, reason: 'closed' });
      return;
    }
    const rung = [...this.#free].filter(({ helperName }) =>
      this.#limits.mayAnswer(helperName, terminal.terminalId),
    );
    if (rung.length === 0) {
      terminal.send({ type: 'refused', callId, reason: 'nobody_free' });
      return;
    }
    const call: Call = { callId, terminal, topic, helper: null, rung: new Set(rung), stopRinging() {} };
    call.stopRinging = this.#clock.after(longestRingMs, () => this.#refuse(call));
    this.#calls.set(callId, call);
    for (const helper of call.rung) {
      helper.send({ type: 'ringing', callId, terminalId: terminal.terminalId, topic });
    }
  }

  #refusalOf({ helperName }: HelperLine, call: Call | undefined): { reason?: 'other_district' } {
    const terminalId = call?.terminal.terminalId;
    if (terminalId === undefined || this.#limits.mayAnswer(helperName, terminalId)) return {};
    this.#limits.onRefused(helperName, terminalId);
    return { reason: 'other_district' };
  }

  #connect(call: Call, helper: HelperLine): void {
    call.stopRinging();
    call.helper = helper;
    this.#free.delete(helper);
    this.#tellRingOver(call);
    const { callId } = call;
    const ways = this.#waysOf(callId);
    helper.send({ type: 'connected', callId, ways });
    call.terminal.send({ type: 'accepted', callId, helperName: helper.helperName, ways });
  }

  #refuse(call: Call): void {
    this.#forget(call);
    call.terminal.send({ type: 'refused', callId: call.callId, reason: 'nobody_free' });
  }

  /** The helper is free again when the helper says so: notes may have to be written first. */
  #end(call: Call): void {
    this.#forget(call);
    const message = { type: 'hung_up', callId: call.callId } as const;
    call.terminal.send(message);
    call.helper?.send(message);
  }

  #forget(call: Call): void {
    call.stopRinging();
    this.#calls.delete(call.callId);
    if (!call.helper) this.#tellRingOver(call);
  }

  #tellRingOver(call: Call): void {
    for (const rung of call.rung) {
      if (rung !== call.helper) rung.send({ type: 'ring_over', callId: call.callId });
    }
  }
}

import type { Clock, RandomSource } from '../../contract/clock.ts';
import {
  type CallBack,
  type CallTopic,
  type CallWays,
  type Consent,
  type FromHelper,
  nothingShown,
  type PeerSignal,
  type Pointing,
  type ProposableField,
  type ProposalOutcome,
  parseMessage,
  toHelperSchema,
} from '../../contract/help-call.ts';

export interface Ringing {
  readonly callId: string;
  readonly terminalId: string;
  readonly topic: CallTopic;
}

export interface DeskState {
  readonly line: 'opening' | 'open' | 'lost';
  readonly free: boolean;
  /** The longest waiting first. */
  readonly ringing: readonly Ringing[];
  /** The longest waiting first. */
  readonly callBacks: readonly CallBack[];
  readonly call:
    | (Ringing & {
        readonly ways: CallWays;
        readonly consent: Consent;
        /** Fields of the form in view. */
        readonly fields: readonly ProposableField[];
        /** Of the last proposal. */
        readonly answered: ProposalOutcome | 'waiting' | null;
      })
    | null;
}

const reopenDelayMs = 2000;
/** A hand moves faster than an eye needs to be told. */
const pointEveryMs = 50;
const begun = { consent: nothingShown, fields: [], answered: null } as const;
const quiet: DeskState = { line: 'opening', free: false, ringing: [], callBacks: [], call: null };

/** The helper's line to the hub. Opens itself anew when it is lost; the call on it is lost with it. */
export class HelperLine {
  readonly #url: string;
  readonly #clock: Pick<Clock, 'after' | 'monotonicMs'>;
  readonly #random: RandomSource;
  readonly #listeners = new Set<() => void>();
  #socket: WebSocket | null = null;
  #state: DeskState = quiet;
  #pointedAtMs = Number.NEGATIVE_INFINITY;
  #cancelPoint: () => void = () => {};
  #proposalId: string | null = null;
  #onSignal: ((signal: PeerSignal) => void) | null = null;
  /** What came for this call before anybody listened. */
  #unheard: PeerSignal[] = [];

  constructor(url: string, clock: Pick<Clock, 'after' | 'monotonicMs'>, random: RandomSource) {
    this.#url = url;
    this.#clock = clock;
    this.#random = random;
  }

  open(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('open', () => this.#set({ ...quiet, line: 'open' }));
    socket.addEventListener('message', ({ data }) => this.#hear(String(data)));
    socket.addEventListener('close', () => {
      this.#set({ ...quiet, line: 'lost' });
      this.#clock.after(reopenDelayMs, () => this.open());
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): DeskState => this.#state;

  /** Where what the terminal's browser says goes; one call at a time. */
  listenToSignals(listener: ((signal: PeerSignal) => void) | null): void {
    this.#onSignal = listener;
    if (listener) for (const signal of this.#unheard.splice(0)) listener(signal);
  }

  setFree(free: boolean): void {
    this.#say({ type: 'free', free });
    this.#set({ ...this.#state, free });
  }

  accept(callId: string): void {
    this.#say({ type: 'accept', callId });
  }

  signal(signal: PeerSignal): void {
    const { call } = this.#state;
    if (call) this.#say({ type: 'signal', callId: call.callId, signal });
  }

  gesture(gesture: Pointing): void {
    const { call } = this.#state;
    if (!call) return;
    if (gesture.kind === 'point') {
      this.#cancelPoint();
      const nowMs = this.#clock.monotonicMs();
      const waitMs = this.#pointedAtMs + pointEveryMs - nowMs;
      if (gesture.place && waitMs > 0) {
        // Where the hand comes to rest is told in the end.
        this.#cancelPoint = this.#clock.after(waitMs, () => this.gesture(gesture));
        return;
      }
      this.#pointedAtMs = nowMs;
    }
    this.#say({ type: 'gesture', callId: call.callId, gesture });
  }

  /** An answer to read, or a value for a field. */
  propose(what: { entryId: string } | { fieldKey: string; value: string }): void {
    const { call } = this.#state;
    if (!call) return;
    const proposalId = this.#random.uuid();
    this.#proposalId = proposalId;
    const gesture =
      'entryId' in what
        ? ({ kind: 'propose', proposalId, ...what } as const)
        : ({ kind: 'propose_value', proposalId, ...what } as const);
    this.#set({ ...this.#state, call: { ...call, answered: 'waiting' } });
    this.#say({ type: 'gesture', callId: call.callId, gesture });
  }

  /** `done` erases the number. */
  markCallBack(callBackId: string, mark: 'called' | 'done'): void {
    this.#say({ type: 'call_back_mark', callId: callBackId, mark });
  }

  hangUp(): void {
    const { call } = this.#state;
    if (call) this.#say({ type: 'hang_up', callId: call.callId });
  }

  #hear(text: string): void {
    const message = parseMessage(toHelperSchema, text);
    if (!message) return;
    if (message.type === 'call_backs') {
      this.#set({ ...this.#state, callBacks: message.callBacks });
      return;
    }
    const { ringing, call } = this.#state;
    const { callId } = message;
    const others = ringing.filter((each) => each.callId !== callId);
    if (message.type === 'ringing') {
      const { terminalId, topic } = message;
      this.#set({ ...this.#state, ringing: [...others, { callId, terminalId, topic }] });
      return;
    }
    if (message.type === 'ring_over') {
      this.#set({ ...this.#state, ringing: others });
      return;
    }
    if (message.type === 'connected') {
      const taken = ringing.find((each) => each.callId === callId);
      this.#unheard = [];
      const connected = taken ? { ...taken, ...begun, ways: message.ways } : null;
      this.#set({ ...this.#state, free: false, ringing: others, call: connected });
      return;
    }
    if (!call || call.callId !== callId) return;
    switch (message.type) {
      case 'signal':
        if (this.#onSignal) this.#onSignal(message.signal);
        else this.#unheard.push(message.signal);
        break;
      case 'consent':
        this.#set({ ...this.#state, call: { ...call, consent: message.consent } });
        break;
      case 'proposal_answered':
        if (message.proposalId === this.#proposalId)
          this.#set({ ...this.#state, call: { ...call, answered: message.outcome } });
        break;
      case 'fields':
        this.#set({ ...this.#state, call: { ...call, fields: message.fields } });
        break;
      case 'hung_up':
        this.#set({ ...this.#state, call: null });
        break;
    }
  }

  #say(message: FromHelper): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #set(state: DeskState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

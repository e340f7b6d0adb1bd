import type { Clock, RandomSource } from '../../../contract/clock.ts';
import {
  type CallEnded,
  type CallEvent,
  type CallTopic,
  type Consent,
  type FromTerminal,
  longestRingMs,
  nothingShown,
  type PeerSignal,
  type ProposableField,
  type ProposalOutcome,
  type ToTerminal,
} from '../../../contract/help-call.ts';
import { Feed } from '../../../link/index.ts';

/** What a helper put before the resident. */
export type Proposal =
  | { kind: 'answer'; proposalId: string; entryId: string }
  | { kind: 'value'; proposalId: string; fieldKey: string; value: string };

/** The line to the hub, opened for one call. What is sent before it stands is sent when it does. */
export interface HelpLinePort {
  open(on: { message(message: ToTerminal): void; closed(): void }): {
    send(message: FromTerminal): void;
    close(): void;
  };
}

interface Call {
  readonly callId: string;
  readonly line: ReturnType<HelpLinePort['open']>;
  readonly topic: CallTopic;
  helperName: string | null;
  consent: Consent;
  /** Covered parts of the shown screen that the helper may see. */
  readonly allowed: Set<string>;
  proposal: Proposal | null;
  fields: readonly ProposableField[];
  /** What the window has not been told yet. */
  readonly untold: CallEvent[];
  /** Grows with `untold`; null when the call is over. */
  readonly news: Feed<number | null>;
  isFollowed: boolean;
  cancelDeadline: () => void;
}

const noFields: readonly ProposableField[] = [];

/**
 * The resident's calls to a helper: at most one, and never longer than the session. A helper reaches
 * nothing here but the pointer, the frame and a proposal.
 */
export class CallDesk {
  readonly #line: HelpLinePort | null;
  readonly #clock: Pick<Clock, 'after'>;
  readonly #random: RandomSource;
  readonly #onChange: () => void;
  readonly #isFitting: (fieldKey: string, value: string) => boolean;
  #call: Call | null = null;
  #ended: CallEnded | null = null;

  constructor(options: {
    /** Null where the terminal has no hub. */
    line: HelpLinePort | null;
    clock: Pick<Clock, 'after'>;
    random: RandomSource;
    onChange: () => void;
    /** Whether the form in view would take this value, had it been typed. */
    isFitting: (fieldKey: string, value: string) => boolean;
  }) {
    this.#isFitting = options.isFitting;
    this.#line = options.line;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#onChange = options.onChange;
  }

  /** Null where there is no hub. */
  get standing() {
    if (!this.#line) return null;
    const call = this.#call;
    const state = !call ? 'possible' : call.helperName === null ? 'ringing' : 'connected';
    return {
      state,
      ended: this.#ended,
      helperName: call?.helperName ?? null,
      consent: call?.consent ?? nothingShown,
      allowed: call?.allowed ?? new Set<string>(),
      proposal: call?.proposal ?? null,
    } as const;
  }

  get isUnderWay(): boolean {
    return this.#call !== null;
  }

  ring(topic: CallTopic): boolean {
    if (!this.#line || this.#call) return false;
    const callId = this.#random.uuid();
    const only = (act: (call: Call) => void) => {
      if (this.#call?.callId === callId) act(this.#call);
    };
    const line = this.#line.open({
      message: (message) => only((call) => message.callId === callId && this.#hear(call, message)),
      closed: () => only((call) => this.#end(call, call.helperName === null ? 'unreachable' : 'hung_up')),
    });
    const cancelDeadline = this.#clock.after(longestRingMs, () =>
      only((call) => this.#end(call, 'nobody_free')),
    );
    this.#ended = null;
    this.#call = {
      ...{ callId, line, topic, cancelDeadline },
      helperName: null,
      consent: nothingShown,
      allowed: new Set(),
      proposal: null,
      fields: noFields,
      untold: [],
      news: new Feed<number | null>(0),
      isFollowed: false,
    };
    line.send({ type: 'ring', callId, topic });
    this.#onChange();
    return true;
  }

  /** Also what the end of a session does. Leaves no word of why, and tells nobody: the caller knows. */
  hangUp(): void {
    if (this.#call) this.#close(this.#call);
    this.#ended = null;
  }

  /** Why the last call came to nothing has been read. */
  forgetEnding(): void {
    this.#ended = null;
  }

  consent(consent: Consent): boolean {
    const call = this.#connected();
    if (!call) return false;
    call.consent = consent;
    if (!consent.screen) call.allowed.clear();
    call.line.send({ type: 'consent', callId: call.callId, consent });
    this.#onChange();
    return true;
  }

  /** A covered part of the screen; possible only while it is shown. */
  allow(part: string, allowed: boolean): boolean {
    const call = this.#connected();
    if (!call?.consent.screen) return false;
    if (allowed) call.allowed.add(part);
    else call.allowed.delete(part);
    this.#onChange();
    return true;
  }

  /** Tells the helper for which fields a value may be proposed; a proposal for another form is gone. */
  showFields(inView: readonly ProposableField[]): void {
    const call = this.#connected();
    if (!call) return;
    const fields = call.consent.screen ? inView : noFields;
    if (JSON.stringify(fields) !== JSON.stringify(call.fields)) {
      call.fields = fields;
      call.line.send({ type: 'fields', callId: call.callId, fields: [...fields] });
    }
    const { proposal } = call;
    const isGone =
      proposal?.kind === 'value' && !fields.some(({ fieldKey }) => fieldKey === proposal.fieldKey);
    if (isGone) this.#settle(call, proposal.proposalId, 'gone');
  }

  signal(signal: PeerSignal): boolean {
    const call = this.#connected();
    call?.line.send({ type: 'signal', callId: call.callId, signal });
    return call !== null;
  }

  /** Returns what was accepted; null where it was refused or is no longer proposed. */
  answerProposal(proposalId: string, accepted: boolean): Proposal | null {
    const call = this.#connected();
    const proposal = call?.proposal;
    if (!proposal || proposal.proposalId !== proposalId) return null;
    this.#settle(call, proposalId, accepted ? 'accepted' : 'refused');
    this.#onChange();
    return accepted ? proposal : null;
  }

  /** For the one window; a second follower means the first is gone, and with it its connection. */
  async *follow(signal: AbortSignal | undefined): AsyncGenerator<CallEvent, void, void> {
    const call = this.#connected();
    if (!call) return;
    if (call.isFollowed) {
      this.#end(call, 'hung_up');
      return;
    }
    call.isFollowed = true;
    for await (const news of call.news.follow(signal)) {
      yield* call.untold.splice(0);
      if (news === null) return;
    }
  }

  #connected(): Call | null {
    return this.#call?.helperName == null ? null : this.#call;
  }

  #hear(call: Call, message: ToTerminal): void {
    switch (message.type) {
      case 'accepted':
        call.cancelDeadline();
        call.helperName = message.helperName;
        tell(call, { type: 'started', ways: message.ways });
        this.#onChange();
        break;
      case 'refused':
        this.#end(call, message.reason);
        break;
      case 'hung_up':
        this.#end(call, 'hung_up');
        break;
      case 'signal':
        if (call.helperName !== null) tell(call, { type: 'signal', signal: message.signal });
        break;
      case 'gesture':
        this.#hearGesture(call, message.gesture);
        break;
    }
  }

  #hearGesture(call: Call, gesture: Extract<ToTerminal, { type: 'gesture' }>['gesture']): void {
    switch (gesture.kind) {
      case 'point':
      case 'highlight':
        if (call.consent.screen && !call.consent.held) tell(call, { type: 'gesture', gesture });
        break;
      case 'propose': {
        const { proposalId, entryId } = gesture;
        const isKnown = call.topic.proposable.some((each) => each.entryId === entryId);
        if (isKnown) this.#propose(call, { kind: 'answer', proposalId, entryId });
        break;
      }
      case 'propose_value': {
        const { proposalId, fieldKey, value } = gesture;
        const isInView = call.fields.some((field) => field.fieldKey === fieldKey);
        if (!isInView) this.#settle(call, proposalId, 'gone');
        else if (!this.#isFitting(fieldKey, value)) this.#settle(call, proposalId, 'not_fitting');
        else this.#propose(call, { kind: 'value', proposalId, fieldKey, value });
        break;
      }
    }
  }

  /** One at a time: the resident answers the last. */
  #propose(call: Call, proposal: Proposal): void {
    if (call.proposal) this.#settle(call, call.proposal.proposalId, 'gone');
    call.proposal = proposal;
    this.#onChange();
  }

  #settle(call: Call, proposalId: string, outcome: ProposalOutcome): void {
    if (call.proposal?.proposalId === proposalId) call.proposal = null;
    call.line.send({ type: 'proposal_answered', callId: call.callId, proposalId, outcome });
  }

  #end(call: Call, ended: CallEnded): void {
    this.#close(call);
    this.#ended = ended;
    this.#onChange();
  }

  #close(call: Call): void {
    this.#call = null;
    call.cancelDeadline();
    call.line.send({ type: 'hang_up', callId: call.callId });
    call.line.close();
    call.news.set(null);
  }
}

function tell(call: Call, event: CallEvent): void {
  call.untold.push(event);
  call.news.set((call.news.value ?? 0) + 1);
}

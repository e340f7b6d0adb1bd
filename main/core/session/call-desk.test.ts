import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CallEvent,
  type CallTopic,
  type CallWays,
  callEventSchema,
  type FromTerminal,
  nothingShown,
  type ToTerminal,
} from '../../../contract/help-call.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { CallDesk, type HelpLinePort } from './call-desk.ts';

const callId = '3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01';
const proposalId = '3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a09';
const topic: CallTopic = {
  site: { zh: '示例网点', en: 'Sample site' },
  terminalName: { zh: '1号机', en: 'Machine 1' },
  screen: 'form',
  item: null,
  language: 'zh',
  proposable: [{ entryId: 'wrong-entry', question: { zh: '填错了怎么改？', en: 'A mistake' } }],
};

const screenShown = { ...nothingShown, screen: true };
/** As a form would: no letters in a number. */
const isFitting = (_fieldKey: string, value: string) => /^\d+$/.test(value);

const ways: CallWays = { iceServers: [], relayOnly: false };

/** A line in memory: the test speaks for the hub. */
class ScriptedLine implements HelpLinePort {
  readonly said: FromTerminal[] = [];
  closed = 0;
  hub: Parameters<HelpLinePort['open']>[0] = { message() {}, closed() {} };

  open(on: Parameters<HelpLinePort['open']>[0]) {
    this.hub = on;
    return { send: (message: FromTerminal) => this.said.push(message), close: () => this.closed++ };
  }

  say(message: ToTerminal): void {
    this.hub.message(message);
  }
}

describe('a call to a helper', () => {
  let clock: SteppedClock;
  let line: ScriptedLine;
  let desk: CallDesk;
  beforeEach(() => {
    clock = new SteppedClock();
    line = new ScriptedLine();
    desk = new CallDesk({ line, clock, random: { uuid: () => callId }, onChange() {}, isFitting });
  });
  const connect = () => {
    desk.ring(topic);
    line.say({ type: 'accepted', callId, helperName: '小王', ways });
  };
  const gesture = (place: { x: number; y: number } | null): ToTerminal => ({
    type: 'gesture',
    callId,
    gesture: { kind: 'point', place },
  });
  async function heard(count: number): Promise<CallEvent[]> {
    const events: CallEvent[] = [];
    for await (const event of desk.follow(undefined)) {
      events.push(event);
      if (events.length === count) break;
    }
    return events;
  }

  it('no hub is configured -> there is no call to offer, and ringing does nothing', () => {
    const none = new CallDesk({
      line: null,
      clock,
      random: { uuid: () => callId },
      onChange() {},
      isFitting,
    });
    expect(none.standing).toBeNull();
    expect(none.ring(topic)).toBe(false);
  });

  it('nobody answers in 8 s, nobody is free, closed, or no line -> it is over and the reason is known', () => {
    const endings: [string, () => void][] = [
      ['nobody_free', () => clock.advance(8000)],
      ['nobody_free', () => line.say({ type: 'refused', callId, reason: 'nobody_free' })],
      ['closed', () => line.say({ type: 'refused', callId, reason: 'closed' })],
      ['unreachable', () => line.hub.closed()],
    ];
    for (const [ended, act] of endings) {
      desk.ring(topic);
      expect(desk.standing).toMatchObject({ state: 'ringing', ended: null });
      act();
      expect(desk.standing).toMatchObject({ state: 'possible', ended });
    }
    expect(line.closed).toBe(endings.length);
    expect(clock.waiting).toBe(0);
  });

  it('the helper sees nothing until the resident lets them, each by itself, and a new call begins with nothing', () => {
    connect();
    expect(desk.standing?.consent).toEqual(nothingShown);
    desk.consent(screenShown);
    expect(line.said.at(-1)).toEqual({ type: 'consent', callId, consent: screenShown });
    desk.allow('address', true);
    expect(desk.standing?.allowed).toEqual(new Set(['address']));
    desk.consent(nothingShown);
    desk.consent(screenShown);
    expect(desk.standing?.allowed).toEqual(new Set());
    desk.hangUp();
    connect();
    expect(desk.standing?.consent).toEqual(nothingShown);
  });

  it('a pointer reaches the window only while the screen is shown', async () => {
    connect();
    line.say(gesture({ x: 0.1, y: 0.1 }));
    desk.consent(screenShown);
    line.say(gesture({ x: 0.9, y: 0.9 }));
    line.say({ type: 'signal', callId, signal: { kind: 'answer', sdp: 'v=0' } });
    const events = await heard(3);
    // As they go over the line to the window, which takes no key too many.
    expect(events.map((event) => callEventSchema.parse(event))).toEqual([
      { type: 'started', ways },
      { type: 'gesture', gesture: { kind: 'point', place: { x: 0.9, y: 0.9 } } },
      { type: 'signal', signal: { kind: 'answer', sdp: 'v=0' } },
    ]);
  });

  it('a proposal opens nothing by itself, only when the resident accepts that very one', () => {
    connect();
    const propose = (entryId: string): ToTerminal => ({
      type: 'gesture',
      callId,
      gesture: { kind: 'propose', proposalId, entryId },
    });
    const answer = { kind: 'answer', proposalId, entryId: 'wrong-entry' };
    line.say(propose('not-offered'));
    expect(desk.standing?.proposal).toBeNull();
    line.say(propose('wrong-entry'));
    expect(desk.standing?.proposal).toEqual(answer);
    expect(desk.answerProposal(callId, true)).toBeNull();
    expect(desk.answerProposal(proposalId, false)).toBeNull();
    expect(line.said.at(-1)).toEqual({ type: 'proposal_answered', callId, proposalId, outcome: 'refused' });
    line.say(propose('wrong-entry'));
    expect(desk.answerProposal(proposalId, true)).toEqual(answer);
    expect(desk.answerProposal(proposalId, true)).toBeNull();
  });

  describe('a value is proposed', () => {
    const phone = { fieldKey: 'phone', label: { zh: '电话', en: 'Phone' }, options: null };
    const propose = (value: string, fieldKey = 'phone'): ToTerminal => ({
      type: 'gesture',
      callId,
      gesture: { kind: 'propose_value', proposalId, fieldKey, value },
    });
    const outcome = () => line.said.findLast(({ type }) => type === 'proposal_answered');
    beforeEach(() => {
      connect();
      desk.consent(screenShown);
      desk.showFields([phone]);
    });

    it('it is for the form in view and would pass its checks -> the resident is asked, and nobody else answers', () => {
      line.say(propose('021'));
      expect(desk.standing?.proposal).toEqual({ kind: 'value', proposalId, fieldKey: 'phone', value: '021' });
      expect(desk.answerProposal(proposalId, true)).toMatchObject({ value: '021' });
      expect(outcome()).toMatchObject({ outcome: 'accepted' });
    });

    it('it fails the checks, or is for a field that is not in view -> the resident is not asked, the helper is told why', () => {
      line.say(propose('letters'));
      expect([desk.standing?.proposal, outcome()]).toMatchObject([null, { outcome: 'not_fitting' }]);
      line.say(propose('021', 'signature'));
      expect([desk.standing?.proposal, outcome()]).toMatchObject([null, { outcome: 'gone' }]);
    });

    it('the screen is not shown, or has moved on -> no value can be proposed, and what was proposed is gone', () => {
      line.say(propose('021'));
      desk.showFields([]);
      expect([desk.standing?.proposal, outcome()]).toMatchObject([null, { outcome: 'gone' }]);
      desk.showFields([phone]);
      desk.consent(nothingShown);
      desk.showFields([phone]);
      expect(line.said.findLast(({ type }) => type === 'fields')).toMatchObject({ fields: [] });
      line.say(propose('021'));
      expect(desk.standing?.proposal).toBeNull();
    });
  });

  it('what comes for another call, or after the end, reaches nobody', () => {
    connect();
    line.say({ type: 'hung_up', callId: proposalId });
    expect(desk.standing?.state).toBe('connected');
    desk.hangUp();
    expect(line.said.at(-1)).toEqual({ type: 'hang_up', callId });
    line.say({ type: 'accepted', callId, helperName: '小李', ways });
    expect(desk.standing).toMatchObject({ state: 'possible', ended: null, helperName: null });
    expect(desk.consent({ ...screenShown, camera: true })).toBe(false);
  });

  it('the window comes back in the middle of a call -> the call ends, for its picture is gone', async () => {
    connect();
    expect(await heard(1)).toHaveLength(1);
    expect(await heard(1)).toEqual([]);
    expect(desk.standing).toMatchObject({ state: 'possible', ended: 'hung_up' });
  });
});

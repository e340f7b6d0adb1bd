import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type CallTopic,
  type CallWays,
  fromHelperSchema,
  nothingShown,
  type ToHelper,
  type ToTerminal,
} from '../../contract/help-call.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { Switchboard } from './switchboard.ts';

const callId = '3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01';
const otherCallId = '3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a02';
const topic: CallTopic = {
  site: { zh: '示例网点', en: 'Sample site' },
  terminalName: { zh: '1号机', en: 'Machine 1' },
  screen: 'form',
  item: null,
  language: 'zh',
  proposable: [],
};

const ways: CallWays = { iceServers: [], relayOnly: false };

function terminal(terminalId = 'TEST-001') {
  const heard: ToTerminal[] = [];
  return { terminalId, heard, send: (message: ToTerminal) => heard.push(message) };
}

function helper(helperName = '小王') {
  const heard: ToHelper[] = [];
  return { helperName, heard, send: (message: ToHelper) => heard.push(message) };
}

const types = (line: { heard: { type: string }[] }) => line.heard.map(({ type }) => type);

describe('the switchboard', () => {
  let clock: SteppedClock;
  let isOpen: boolean;
  let board: Switchboard;
  beforeEach(() => {
    clock = new SteppedClock();
    isOpen = true;
    board = new Switchboard(
      clock,
      () => isOpen,
      () => ways,
    );
  });
  const free = (line: ReturnType<typeof helper>) => board.hearHelper(line, { type: 'free', free: true });
  const ring = (line: ReturnType<typeof terminal>, id = callId) =>
    board.hearTerminal(line, { type: 'ring', callId: id, topic });
  const accept = (line: ReturnType<typeof helper>, id = callId) =>
    board.hearHelper(line, { type: 'accept', callId: id });

  it('every free helper is rung, the first gets the call, the others are told at once', () => {
    const [one, two, resident] = [helper('小王'), helper('小李'), terminal()];
    for (const each of [one, two]) free(each);
    ring(resident);
    accept(one);
    accept(two);
    expect(types(one)).toEqual(['ringing', 'connected']);
    expect(types(two)).toEqual(['ringing', 'ring_over', 'ring_over']);
    expect(resident.heard).toEqual([{ type: 'accepted', callId, helperName: '小王', ways }]);
  });

  it('a helper of another district -> is not rung, cannot take the call, is told why, and it is written down', () => {
    const [ours, stranger, resident] = [helper('小王'), helper('小李'), terminal()];
    const refused: string[][] = [];
    board = new Switchboard(
      clock,
      () => true,
      () => ways,
      {
        mayAnswer: (helperName) => helperName === '小王',
        onRefused: (...who) => refused.push(who),
      },
    );
    free(stranger);
    ring(resident, otherCallId);
    expect(resident.heard.at(-1)).toEqual({ type: 'refused', callId: otherCallId, reason: 'nobody_free' });
    free(ours);
    ring(resident);
    accept(stranger);
    expect(stranger.heard).toEqual([{ type: 'ring_over', callId, reason: 'other_district' }]);
    expect(refused).toEqual([['小李', 'TEST-001']]);
    accept(ours);
    expect(types(ours)).toEqual(['ringing', 'connected']);
  });

  it('nobody free, or outside opening hours -> the resident hears it at once and nobody is rung', () => {
    const resident = terminal();
    ring(resident);
    expect(resident.heard).toEqual([{ type: 'refused', callId, reason: 'nobody_free' }]);
    const one = helper();
    free(one);
    isOpen = false;
    ring(resident, otherCallId);
    expect(resident.heard.at(-1)).toEqual({ type: 'refused', callId: otherCallId, reason: 'closed' });
    expect(one.heard).toEqual([]);
  });

  it('nobody accepts within 8 s -> the resident is not kept waiting, and a late accept reaches nobody', () => {
    const [one, resident] = [helper(), terminal()];
    free(one);
    ring(resident);
    clock.advance(7999);
    expect(resident.heard).toEqual([]);
    clock.advance(1);
    expect(resident.heard).toEqual([{ type: 'refused', callId, reason: 'nobody_free' }]);
    accept(one);
    expect(types(one)).toEqual(['ringing', 'ring_over', 'ring_over']);
    expect(resident.heard).toHaveLength(1);
  });

  it('every helper who was rung goes away -> the resident hears it at once', () => {
    const [one, resident] = [helper(), terminal()];
    free(one);
    ring(resident);
    board.helperGone(one);
    expect(types(resident)).toEqual(['refused']);
  });

  it('either side goes without a word -> the call is over for the other', () => {
    for (const leave of ['terminal', 'helper'] as const) {
      const [one, resident] = [helper(), terminal()];
      free(one);
      ring(resident);
      accept(one);
      if (leave === 'terminal') board.terminalGone(resident);
      else board.helperGone(one);
      expect(types(leave === 'terminal' ? one : resident).at(-1)).toBe('hung_up');
    }
  });

  it('a helper in a call is rung by nobody else until free again', () => {
    const [one, resident, next] = [helper(), terminal(), terminal('TEST-002')];
    free(one);
    ring(resident);
    accept(one);
    free(one);
    ring(next, otherCallId);
    expect(types(next)).toEqual(['refused']);
    board.hearHelper(one, { type: 'hang_up', callId });
    free(one);
    ring(next, otherCallId);
    expect(one.heard.at(-1)).toMatchObject({ type: 'ringing', terminalId: 'TEST-002' });
  });

  it('nobody but the two of a call can speak in it or end it', () => {
    const [one, stranger, resident, other] = [helper(), helper('x'), terminal(), terminal('TEST-002')];
    for (const each of [one, stranger]) free(each);
    ring(resident);
    accept(one);
    const before = [resident.heard.length, one.heard.length];
    const gesture = { kind: 'point', place: { x: 0.5, y: 0.5 } } as const;
    board.hearHelper(stranger, { type: 'gesture', callId, gesture });
    board.hearHelper(stranger, { type: 'hang_up', callId });
    board.hearTerminal(other, { type: 'consent', callId, consent: { ...nothingShown, camera: true } });
    board.hearTerminal(other, { type: 'hang_up', callId });
    expect([resident.heard.length, one.heard.length]).toEqual(before);
    board.hearHelper(one, { type: 'gesture', callId, gesture });
    board.hearTerminal(resident, { type: 'consent', callId, consent: { ...nothingShown, screen: true } });
    expect(types(resident).at(-1)).toBe('gesture');
    expect(types(one).at(-1)).toBe('consent');
  });

  it('a helper has no word that submits, signs, pays or opens', () => {
    const words = fromHelperSchema.options.map((option) => [...option.shape.type.values][0]);
    expect(words).toEqual(['free', 'accept', 'signal', 'gesture', 'call_back_mark', 'hang_up']);
    const gesture = fromHelperSchema.options[3].shape.gesture;
    expect(gesture.options.flatMap((option) => z.toJSONSchema(option.shape.kind))).toMatchObject([
      { enum: ['point', 'highlight'] },
      { const: 'propose' },
      { const: 'propose_value' },
    ]);
  });
});

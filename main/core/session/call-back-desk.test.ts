import { beforeEach, describe, expect, it } from 'vitest';
import type { FromTerminal, ToTerminal } from '../../../contract/help-call.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { CallBackDesk } from './call-back-desk.ts';
import type { HelpLinePort } from './call-desk.ts';

const callId = '3f0c1a52-5f0e-4c9e-9d6b-0d1f8f6f0a01';
const left = { phone: '13900000001', site: { zh: '示例网点', en: 'Sample site' }, item: null };
const answer = (noted: boolean): ToTerminal => ({ type: 'call_back_answered', callId, noted });

describe('a number left for the helpers', () => {
  let clock: SteppedClock;
  let said: FromTerminal[];
  let closed: number;
  let hub: Parameters<HelpLinePort['open']>[0];
  let desk: CallBackDesk;
  beforeEach(() => {
    clock = new SteppedClock();
    said = [];
    closed = 0;
    const line: HelpLinePort = {
      open(on) {
        hub = on;
        return { send: (message) => said.push(message), close: () => closed++ };
      },
    };
    desk = new CallBackDesk({ line, clock, random: { uuid: () => callId }, onChange() {} });
  });

  it('only what the server wrote down is called noted, and it is sent once', () => {
    expect(desk.leave(left)).toBe(true);
    expect([desk.state, desk.leave(left)]).toEqual(['sending', false]);
    hub.message(answer(true));
    expect([desk.state, said.length, closed, clock.waiting]).toEqual(['noted', 1, 1, 0]);
    expect(said).toMatchObject([{ type: 'call_back', request: left }]);
  });

  it('refused, a torn line, or no answer in 8 s -> the resident is told that nothing is noted, and may try again', () => {
    for (const fail of [() => hub.message(answer(false)), () => hub.closed(), () => clock.advance(8000)]) {
      expect(desk.leave(left)).toBe(true);
      fail();
      expect(desk.state).toBe('failed');
    }
    expect([closed, clock.waiting]).toEqual([3, 0]);
  });

  it('the resident leaves while it is on its way -> the next one hears nothing of it', () => {
    desk.leave(left);
    desk.forget();
    hub.message(answer(true));
    expect(desk.state).toBe('possible');
  });
});

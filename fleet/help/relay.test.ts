import { describe, expect, it } from 'vitest';
import { callWaysSchema } from '../../contract/help-call.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { relayConfigSchema, waysOfCall } from './relay.ts';

const relay = relayConfigSchema.parse({ urls: ['turn:127.0.0.1:3478'], secret: 'secret of a test relay' });

describe('the way of a call', () => {
  it('through a relay -> the password ends by itself and belongs to one call', () => {
    const clock = new SteppedClock();
    const passwordAt = (callId: string) => waysOfCall(relay, clock, callId).iceServers[0];
    const first = passwordAt('call-1');
    const [endsAt] = (first?.username ?? '').split(':');
    expect(Number(endsAt) * 1000 - clock.wallMs()).toBeGreaterThan(3_590_000);
    expect(Number(endsAt) * 1000 - clock.wallMs()).toBeLessThanOrEqual(3_600_000);
    expect(passwordAt('call-2')?.credential).not.toBe(first?.credential);
    clock.advance(10_000);
    expect(passwordAt('call-1')?.credential).not.toBe(first?.credential);
  });

  it('is one that both browsers understand, and holds no secret', () => {
    const ways = callWaysSchema.parse(waysOfCall({ ...relay, always: true }, new SteppedClock(), 'call-1'));
    expect(ways.relayOnly).toBe(true);
    expect(JSON.stringify(ways)).not.toContain(relay.secret);
  });

  it('without a relay -> direct', () => {
    expect(waysOfCall(null, new SteppedClock(), 'call-1')).toEqual({ iceServers: [], relayOnly: false });
  });
});

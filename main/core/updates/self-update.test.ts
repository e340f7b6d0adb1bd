import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HostedDeviceClass } from '../../../contract/device-classes.ts';
import { trialVariable } from '../../../contract/terminal-update.ts';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { Feed } from '../../../link/index.ts';
import { DeviceDirectory } from '../devices/index.ts';
import { isOnTrial, SelfUpdate } from './self-update.ts';

describe('the core in an update of its own terminal', () => {
  let clock: SteppedClock;
  let drawn: Feed<string | null>;
  let shown: string;
  let isBusy: boolean;
  let online: HostedDeviceClass[];
  beforeEach(() => {
    clock = new SteppedClock();
    drawn = new Feed<string | null>(null);
    shown = 'welcome';
    isBusy = false;
    online = [];
  });

  const start = (onTrial: boolean) => {
    const { statuses } = new DeviceDirectory();
    const update = new SelfUpdate({
      clock,
      onTrial,
      deviceClasses: ['id-card-reader', 'receipt-printer'],
      devices: { statuses, isOnline: (deviceClass) => online.includes(deviceClass) },
      session: {
        drawn,
        takeTerminal(reason) {
          if (isBusy) return null;
          shown = reason;
          return () => {
            shown = 'welcome';
          };
        },
        putOutOfService(reason) {
          shown = reason;
        },
      },
      startAnew() {},
      take: async () => true,
    });
    return { update, statuses };
  };

  it('says nothing is proved before it is: no database, no device, no screen', () => {
    const { update, statuses } = start(true);
    expect(update.health.value).toMatchObject({
      databaseTrouble: 'database',
      answering: [],
      screenDrawn: false,
    });
    update.tellDatabase(null);
    online = ['receipt-printer'];
    statuses.set({ ...statuses.value });
    drawn.set('welcome');
    expect(update.health.value).toEqual({
      onTrial: true,
      databaseTrouble: null,
      answering: ['receipt-printer'],
      screenDrawn: true,
    });
  });

  it('on trial the first screen was seen -> nobody can begin on it', () => {
    start(true);
    drawn.set('welcome');
    expect(shown).toBe('updating');
  });

  it('in service a window that was opened anew -> nobody is disturbed', () => {
    start(false);
    drawn.set('welcome');
    expect(shown).toBe('welcome');
  });

  it('somebody is being served -> no rest, and the terminal stays theirs', () => {
    const { update } = start(false);
    isBusy = true;
    expect(update.takeRest()).toBe(false);
    expect(shown).toBe('welcome');
  });

  it('the agent took the terminal and was lost -> back in service by itself', () => {
    const { update } = start(false);
    expect(update.takeRest()).toBe(true);
    expect(shown).toBe('updating');
    clock.advance(119_000);
    expect(shown).toBe('updating');
    clock.advance(2000);
    expect(shown).toBe('welcome');
  });

  it('is on trial as long as the mark is there, so that a core that starts anew after the proof serves', () => {
    const directory = mkdtempSync(join(tmpdir(), 'budayang-trial-'));
    const mark = join(directory, 'on-trial');
    expect(isOnTrial({})).toBe(false);
    expect(isOnTrial({ [trialVariable]: mark })).toBe(false);
    writeFileSync(mark, '');
    expect(existsSync(mark) && isOnTrial({ [trialVariable]: mark })).toBe(true);
    rmSync(directory, { recursive: true });
  });
});

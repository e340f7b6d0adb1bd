import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../build/root.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { parseRecording, ReplayTransport } from '../../devices/recording/index.ts';
import { scenarios } from './scenarios.ts';
import { recordingFile } from './stage.ts';

describe('recordings', () => {
  it.each(scenarios.map((scenario) => [scenario.deviceClass, scenario.fault, scenario] as const))(
    '%s, %s -> the driver makes of the recorded bytes what it made when they were recorded',
    async (_class, _fault, scenario) => {
      const recording = parseRecording(await readFile(recordingFile(root, scenario), 'utf8'));
      expect(recording.head.fault).toBe(scenario.fault);
      expect(await scenario.replay(recording)).toEqual(scenario.expected);
    },
  );

  it('a recording that no scenario replays -> is found', async () => {
    const known = scenarios.map((scenario) => recordingFile(root, scenario));
    const classes = [...new Set(scenarios.map(({ deviceClass }) => deviceClass))];
    for (const deviceClass of classes) {
      const folder = join(root, 'devices', deviceClass, 'recordings');
      for (const file of await readdir(folder)) expect(known).toContain(join(folder, file));
    }
    for (const file of known) expect(existsSync(file)).toBe(true);
  });

  it('a driver that writes other bytes than the recorded ones -> fails, with both shown', async () => {
    const clock = new SteppedClock();
    const transport = new ReplayTransport(
      [
        { ms: 0, dir: 'opened' },
        { ms: 0, dir: 'out', hex: 'aa55' },
        { ms: 5, dir: 'in', hex: '01' },
      ],
      clock,
    );
    const opened = await transport.open();
    if (!opened.ok) throw new Error('the recording opens a line');
    const heard: Uint8Array[] = [];
    opened.value.onData((bytes) => heard.push(bytes));
    await opened.value.write(Uint8Array.of(0xaa, 0x56));
    clock.advance(100);
    expect(heard).toEqual([]);
    expect(() => transport.check()).toThrow('recorded "aa55", the driver wrote "aa56"');
  });

  it('a program of the terminal -> has no way to record what crosses its lines', async () => {
    const programs = ['devices', 'main', 'link'].map((room) => join(root, room));
    const importers: string[] = [];
    for (const room of programs) {
      for (const entry of await readdir(room, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (!entry.isFile() || !path.endsWith('.ts') || path.includes('/devices/recording/')) continue;
        if (/from '[^']*recording[^']*'/.test(await readFile(path, 'utf8'))) importers.push(path);
      }
    }
    expect(importers).toEqual([]);
  });
});

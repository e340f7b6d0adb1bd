import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../build/root.ts';
import { deviceClassSchema } from '../../contract/device-common.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { parseRecording, ReplayTransport } from '../../devices/recording/index.ts';
import { cameraRecordings } from './camera.ts';
import { faultTextsByClass, withoutRecording } from './coverage.ts';
import { scenarios } from './scenarios.ts';
import { cameraFile, recordingFile } from './stage.ts';

describe('recordings', () => {
  it.each(
    scenarios.map((scenario) => [scenario.deviceClass, scenario.driver, scenario.fault, scenario] as const),
  )(
    '%s %s, %s -> the driver makes of the recorded bytes what it made when they were recorded',
    async (_class, _driver, _fault, scenario) => {
      const recording = parseRecording(await readFile(recordingFile(root, scenario), 'utf8'));
      expect(recording.head.fault).toBe(scenario.fault);
      expect(await scenario.replay(recording)).toEqual(scenario.expected);
    },
  );

  it('a recording that no scenario replays -> is found', async () => {
    const known = [
      ...scenarios.map((scenario) => recordingFile(root, scenario)),
      ...Object.keys(cameraRecordings).map((fault) => cameraFile(root, fault)),
    ];
    expect(new Set(known).size).toBe(known.length);
    for (const deviceClass of deviceClassSchema.options) {
      const folder = join(root, 'devices', deviceClass, 'recordings');
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name));
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) expect(known).toContain(file);
    }
    for (const file of known) expect(existsSync(file)).toBe(true);
  });

  it('a fault that a driver can name and no recording shows -> is found', () => {
    for (const [deviceClass, texts] of Object.entries(faultTextsByClass)) {
      const recorded = new Set([
        ...scenarios.filter((scenario) => scenario.deviceClass === deviceClass).map(({ fault }) => fault),
        ...(deviceClass === 'document-camera' ? Object.keys(cameraRecordings) : []),
      ]);
      const reasons: Record<string, string> = withoutRecording[deviceClass] ?? {};
      for (const code of Object.keys(texts)) {
        const has = recorded.has(code);
        // Exactly one of the two: a recording, or the reason why there can be none.
        expect([deviceClass, code, has]).toEqual([deviceClass, code, !(code in reasons)]);
      }
      for (const code of Object.keys(reasons)) expect(Object.keys(texts)).toContain(code);
    }
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

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IntentId } from '../../../contract/words.ts';
import { ClockStore, openDatabase } from '../../../db/index.ts';
import type { EffectPorts } from '../cases/index.ts';
import { boundaryNames, nameCalls, nameCommits } from './index.ts';

const reading = { bootId: 'boot', sinceBootMs: 1, wallMs: 2 };
const signal = new AbortController().signal;

function withClocks(look: (clocks: ClockStore) => void): void {
  const directory = mkdtempSync(join(tmpdir(), 'budayang-boundaries-'));
  const opened = openDatabase(join(directory, 'terminal.db'));
  if (!opened.ok) throw new Error(opened.error.kind);
  try {
    look(new ClockStore(opened.value));
  } finally {
    opened.value.close();
    rmSync(directory, { recursive: true });
  }
}

describe('names of boundaries', () => {
  it('a program that dies before a commit has written nothing, after it everything', () => {
    withClocks((clocks) => {
      const dieAt = (name: string) =>
        nameCommits('clocks', clocks, (boundary) => {
          if (boundary === name) throw new Error('died');
        });
      expect(() => dieAt('before commit clocks.note').note(reading)).toThrow('died');
      expect(clocks.last()).toBeNull();
      expect(() => dieAt('after commit clocks.note').note(reading)).toThrow('died');
      expect(clocks.last()).toEqual(reading);
    });
  });

  it('reading is no boundary, so that lives do not end where nothing can be torn', () => {
    withClocks((clocks) => {
      const passed: string[] = [];
      expect(nameCommits('clocks', clocks, (name) => passed.push(name)).last()).toBeNull();
      expect(passed).toEqual([]);
    });
  });

  it('a program that dies before a call has asked nobody; what stays in the process has no boundary', async () => {
    const asked: string[] = [];
    const passed: string[] = [];
    const ports = {
      lookUpDoor: async () => asked.push('lookUpDoor'),
      powerSession: () => 'the only one',
      payment: { query: async () => asked.push('query') },
    } as unknown as EffectPorts;
    const named = nameCalls(ports, (name) => {
      passed.push(name);
      if (name === 'before lookUpDoor') throw new Error('died');
    });
    await expect(named.lookUpDoor('' as IntentId, signal)).rejects.toThrow('died');
    await named.payment.query('' as never, signal);
    expect(named.powerSession()).toBe('the only one');
    expect(asked).toEqual(['query']);
    expect(passed).toEqual(['before lookUpDoor', 'before queryPayment', 'after queryPayment']);
  });

  it('each name once, so that what is counted by it is counted right', () => {
    expect(new Set(boundaryNames).size).toBe(boundaryNames.length);
  });

  it('nobody at a terminal can make the shipped core die at a boundary', () => {
    const entry = readFileSync(new URL('../entry.ts', import.meta.url), 'utf8');
    expect(entry).toContain('await startCore();');
    expect(entry).not.toContain('boundary');
  });
});

import { describe, expect, it } from 'vitest';
import type { TerminalHealth } from '../../../contract/terminal-update.ts';
import { missingProofs } from './proof.ts';

const proved: TerminalHealth = {
  onTrial: true,
  databaseTrouble: null,
  answering: ['id-card-reader', 'receipt-printer'],
  screenDrawn: true,
};

describe('what a new version has not proved', () => {
  it('all of it -> nothing is missing', () => {
    expect(missingProofs(proved, ['id-card-reader'])).toEqual([]);
  });

  it('no core, or one whose database does not open -> that before everything else', () => {
    expect(missingProofs(null, [])).toEqual(['database']);
    expect(missingProofs({ ...proved, databaseTrouble: 'database_newer', screenDrawn: false }, [])).toEqual([
      'database',
    ]);
  });

  it('an empty screen -> missing, whatever else is well', () => {
    expect(missingProofs({ ...proved, screenDrawn: false }, [])).toEqual(['screen']);
  });

  it('a device that answered before and not now -> missing; one that was silent before holds nothing up', () => {
    expect(missingProofs(proved, ['door'])).toEqual(['devices']);
    expect(missingProofs(proved, [])).toEqual([]);
  });
});

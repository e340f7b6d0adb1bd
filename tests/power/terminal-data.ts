import { join } from 'node:path';
import { systemClock } from '../../contract/clock.ts';
import { terminalConfigSchema } from '../../contract/terminal-config.ts';
import type { CaseId, ItemCode } from '../../contract/words.ts';
import type { Journal, Vault } from '../../db/index.ts';
import { nothingElse } from '../../db/test-step.ts';
import { openMemory } from '../../main/core/memory.ts';

/** Opens a terminal's data as the core does, at once. */
export function openTerminalData(directory: string) {
  const { vault } = terminalConfigSchema.shape;
  return openMemory({
    config: {
      terminalId: terminalConfigSchema.shape.terminalId.parse('POWER-0001'),
      dataDirectory: join(directory, 'data'),
      diskReserveMib: 1,
      vault: vault.parse({ keysSealedBy: 'file', keyFile: join(directory, 'keys', 'ring.json') }),
    },
    clockTrust: () => 'synchronised',
    nowMs: systemClock.wallMs(),
    askSafeStorage: async () => null,
  });
}

export const databasePath = (directory: string) => join(directory, 'data', 'journal.sqlite');

/** A resident confirms: one transaction with a sealed content of this length. */
export function confirmCase(journal: Journal, vault: Vault, contentBytes = 100): CaseId {
  const caseId = crypto.randomUUID() as CaseId;
  journal.beginCase({
    caseId,
    itemCode: '310000000001' as ItemCode,
    itemVersion: 1,
    atMs: systemClock.wallMs(),
    event: { type: 'case_begun', data: {} },
    state: 'submission_intended',
    ...nothingElse,
    seal: [{ kind: 'submission', content: vault.seal(`${caseId}/submission`, 'x'.repeat(contentBytes)) }],
  });
  return caseId;
}

import type { TerminalRow, TerminalRows } from '../../contract/fleet-console.ts';
import type { TerminalId } from '../../contract/words.ts';
import { fleet } from './client.ts';
import { useStream } from './use-stream.ts';

/** All terminals this person may see. The server tells what has changed; a row that has not stays the same object. */
export function useTerminals(onSignedOut: () => void) {
  return useStream(openTerminals, onSignedOut);
}

async function openTerminals(signal: AbortSignal): Promise<AsyncIterable<readonly TerminalRow[]>> {
  return merged(await fleet.watchTerminals(undefined, { signal }));
}

async function* merged(told: AsyncIterable<TerminalRows>): AsyncGenerator<readonly TerminalRow[]> {
  const known = new Map<TerminalId, TerminalRow>();
  for await (const { all, rows } of told) {
    if (all) known.clear();
    for (const row of rows) known.set(row.terminalId, row);
    yield [...known.values()];
  }
}

import { systemClock } from '../../contract/clock.ts';
import { terminalConfigSchema } from '../../contract/terminal-config.ts';
import { connectToParent } from '../../link/index.ts';
import { answerPorts } from './answer-ports.ts';
import type { Boundary } from './boundaries/index.ts';
import { formatConfigProblem } from './catalog/index.ts';
import { makeCoreParts } from './core-parts.ts';
import { createLog, logDeviceChanges } from './log.ts';
import { openMemory } from './memory.ts';
import { serveCases } from './serve-cases.ts';
import { firstContents } from './updates/index.ts';
import { waitForMemory } from './wait-for-memory.ts';

export interface CoreOptions {
  /** Called at every commit and effect; null calls nothing and costs nothing. */
  boundary?: Boundary | null;
}

/** The core: sessions, cases, journal. The only writer of the terminal's database. */
export async function startCore({ boundary = null }: CoreOptions = {}): Promise<void> {
  const parent = connectToParent();
  const config = terminalConfigSchema.parse(JSON.parse(process.env['BUDAYANG_TERMINAL'] ?? 'null'));
  const log = createLog(config.terminalId);
  const contents = await firstContents(config);
  if (!contents.ok) {
    parent.refuse(contents.error.map(formatConfigProblem).join('\n'));
    process.exit(2);
  }
  const begunAtMs = systemClock.monotonicMs();
  const parts = await makeCoreParts({ config, contents: contents.value, parent, log });
  const { clockWatch, devices, selfUpdate, session } = parts;

  const tryMemory = () =>
    openMemory({
      config,
      clockTrust: () => clockWatch.trust,
      nowMs: clockWatch.clock.wallMs(),
      askSafeStorage: parent.askSafeStorage,
    });
  const memory = await tryMemory();
  selfUpdate.tellDatabase(memory.ok ? null : memory.error.trouble);
  if (!memory.ok) {
    waitForMemory(parts, memory.error, tryMemory);
  } else {
    parent.onStop(() => memory.value.database.close());
    if (parts.onTrial) {
      session.rehearse();
      log.write({ event: 'core_on_trial' });
    } else {
      serveCases(parts, memory.value, boundary);
      const recoveryMs = Math.round(systemClock.monotonicMs() - begunAtMs);
      log.write({ event: 'core_started', recoveryMs });
    }
  }

  logDeviceChanges(devices, log);
  void clockWatch.start();
  answerPorts(parts);
  parent.onStop(() => process.exit(0));
  parent.ready();
}

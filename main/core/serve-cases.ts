import { systemRandom } from '../../contract/clock.ts';
import { type Boundary, nameAllCommits, nameCalls } from './boundaries/index.ts';
import { CaseRunner } from './cases/index.ts';
import { cityEffects, cityPayment } from './city/index.ts';
import { systemBootClock } from './clock/index.ts';
import type { CoreParts } from './core-parts.ts';
import { deviceEffects, keepReadCounts, maintenanceEffects } from './devices/index.ts';
import { drawCertificate } from './documents/index.ts';
import { isNearlyFull, type Memory } from './memory.ts';
import { watchTrouble } from './memory-watch.ts';
import { startNightlyReconciliation } from './reconciliation/index.ts';
import { keepSafe } from './safekeeping.ts';

/** With its memory the terminal serves: cases go on where they stood, and what is done at night is planned. */
export function serveCases(parts: CoreParts, memory: Memory, boundary: Boundary | null): void {
  const { config, log, devices, troubles, clockWatch, city, cityReachable, session } = parts;
  const { attendant, statusForFleet, casesForFleet } = parts;
  const { clock } = clockWatch;
  const kept = boundary ? nameAllCommits(memory, boundary) : memory;
  const { journal, vault, attendance, clocks, reconciliation } = kept;
  const ports = {
    ...cityEffects(city, config.terminalId),
    ...deviceEffects(devices),
    drawDocument: drawCertificate,
    // Without a name of the boot nothing proves that the power was kept.
    powerSession: () => systemBootClock.bootId ?? systemRandom.uuid(),
    payment: cityPayment(city, config.terminalId),
    ...maintenanceEffects(devices),
  };
  clockWatch.remember(clocks);
  const runner = new CaseRunner({
    journal,
    vault,
    ports: boundary ? nameCalls(ports, boundary) : ports,
    clock,
    random: systemRandom,
    terminal: { terminalName: config.terminalName, helpPhone: config.helpPhone },
    queueLimits: config.queue,
    touchedAtMs: () => session.touchedAtMs,
    onFailure: (error) => {
      throw error;
    },
  });
  const { interrupted } = runner.start();
  session.open(runner, interrupted);
  statusForFleet?.tellTasksOf(() => runner.maintenance.openTasks());
  casesForFleet.countIn(journal);
  attendant.remember({ desk: runner.maintenance, store: attendance });
  keepReadCounts(devices.readCounts, (name, count) => attendance.addReads(name, count), clock);
  devices.statuses.subscribe((statuses) => runner.printerChanged(statuses['receipt-printer']));
  log.write({ event: 'vault_opened', sealedBy: memory.keyRing.sealerName, profile: vault.profile });
  keepSafe({
    config,
    memory: kept,
    clockWatch,
    write: (event) => log.write(event),
    giveUpRating: (caseId, intentId) => runner.giveUpRating(caseId, intentId),
  });
  city.watchReachability((reachable) => {
    cityReachable.set(reachable);
    log.write({ event: reachable ? 'city_reachable' : 'city_unreachable' });
    if (reachable) runner.cityReachable();
  });
  startNightlyReconciliation({
    ...{ store: reconciliation, city, terminalId: config.terminalId, clock },
    onReconciled: (day, lines, tasks) => log.write({ event: 'money_reconciled', day, lines, tasks }),
    onFailed: (day, error) => log.write({ event: 'reconciliation_failed', day, error }),
    onFailure: (error) => {
      throw error;
    },
  });
  watchTrouble({
    clock,
    everyMs: 5000,
    told: null,
    look: async () => (isNearlyFull(config) ? 'disk_full' : null),
    onChange(trouble) {
      troubles.setMemory(trouble);
      session.holdService(trouble);
      log.write(trouble ? { event: 'service_held', reason: trouble } : { event: 'service_resumed' });
    },
  });
}

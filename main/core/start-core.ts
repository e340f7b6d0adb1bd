import { systemClock, systemRandom } from '../../contract/clock.ts';
import { deviceContracts, type HostedDeviceClass } from '../../contract/device-classes.ts';
import type { precheckContract } from '../../contract/precheck.ts';
import { hostedDevices, terminalConfigSchema } from '../../contract/terminal-config.ts';
import {
  connectRpc,
  connectToParent,
  Feed,
  type RpcPort,
  restartAskedExitCode,
  serveRpc,
} from '../../link/index.ts';
import { AttendantSession, attendantRouter } from './attendant/index.ts';
import { type Boundary, nameAllCommits, nameCalls } from './boundaries/index.ts';
import { CaseRunner } from './cases/index.ts';
import { formatConfigProblem } from './catalog/index.ts';
import { cityEffects, cityPayment, connectCity, sessionCity } from './city/index.ts';
import { askSynchronised, ClockWatch, systemBootClock } from './clock/index.ts';
import { DeviceDirectory, deviceEffects, keepReadCounts, maintenanceEffects } from './devices/index.ts';
import { drawCaseDocument, drawCertificate } from './documents/index.ts';
import { nameOfError } from './error-name.ts';
import { CasesForFleet, fleetRouter, StatusForFleet } from './fleet/index.ts';
import { connectHelpLine } from './help/index.ts';
import { createLog, logDeviceChanges } from './log.ts';
import { isNearlyFull, openMemory } from './memory.ts';
import { watchTrouble } from './memory-watch.ts';
import { PrecheckClient } from './precheck-client.ts';
import { startNightlyReconciliation } from './reconciliation/index.ts';
import { keepSafe } from './safekeeping.ts';
import { kioskRouter, SessionController } from './session/index.ts';
import { TroubleBoard } from './trouble-board.ts';
import {
  firstContents,
  firstNotices,
  isOnTrial,
  loadContents,
  loadNotices,
  SelfUpdate,
  selfUpdateRouter,
} from './updates/index.ts';

/** No true time is earlier; a new release moves it. */
const programMadeMs = Date.UTC(2026, 10, 1);

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
  const onTrial = isOnTrial(process.env);

  const begunAtMs = systemClock.monotonicMs();
  const devices = new DeviceDirectory();
  const precheck = new PrecheckClient(log);
  const troubles = new TroubleBoard();
  const clockWatch = new ClockWatch({
    clock: systemClock,
    boot: systemBootClock,
    askSynchronised: askSynchronised(),
    notBeforeMs: programMadeMs,
    onEvent(event) {
      log.write(event);
      troubles.hearClock(event);
    },
  });
  const { clock } = clockWatch;
  const city = connectCity({
    baseUrl: config.city.baseUrl,
    timeoutMs: config.city.timeoutMs,
    onCityTime: (cityMs) => clockWatch.hearCity(cityMs),
  });
  const cityReachable = new Feed(true);
  const session = new SessionController({
    clock,
    frame: { site: config.site, terminalName: config.terminalName, helpPhone: config.helpPhone },
    terminalId: config.terminalId,
    times: config.session,
    contents: { ...contents.value, ...(await firstNotices(config)) },
    devices,
    city: sessionCity(city, config.terminalId),
    cityReachable,
    helpLine: config.helpCalls ? connectHelpLine(config.helpCalls) : null,
    random: systemRandom,
    readPage: (layout, image, signal) => precheck.readPage(layout, image, signal),
    drawCaseDocument,
    onWatchFailed: (error) =>
      log.write({ event: 'request_failed', boundary: 'device', error: nameOfError(error) }),
    onSessionEnded: (cause, step) => log.write({ event: 'session_ended', cause, step }),
  });

  const attendant = new AttendantSession({
    clock,
    terminalId: config.terminalId,
    attendants: config.attendants,
    deviceClasses: hostedDevices(config.devices).map(([deviceClass]) => deviceClass),
    devices,
    cameraNeeded: contents.value.items.some(({ materials }) => materials.length > 0),
    restartHost: (deviceClass) => parent.askRestart(`device:${deviceClass}`),
    takeTerminal: () => session.takeTerminal(),
    recentLog: log.recent,
    write: (event) => log.write(event),
  });

  const statusForFleet = config.fleet
    ? new StatusForFleet({
        clock: systemClock,
        site: config.site,
        terminalName: config.terminalName,
        place: config.place ?? null,
        deviceClasses: hostedDevices(config.devices).map(([deviceClass]) => deviceClass),
        devices,
        view: session.view,
        cityReachable,
        storageOf: (deviceClass) => attendant.storageOf(deviceClass),
      })
    : null;
  const selfUpdate = new SelfUpdate({
    clock: systemClock,
    onTrial,
    deviceClasses: hostedDevices(config.devices).map(([deviceClass]) => deviceClass),
    devices,
    session,
    startAnew: () => process.exit(restartAskedExitCode),
    async take(kind, directory) {
      const next = kind === 'catalogue' ? await loadContents(directory) : await loadNotices(directory);
      if (next.ok) session.takeContents(next.value);
      return next.ok;
    },
  });
  const casesForFleet = new CasesForFleet(clock, config.retention.casesDays);
  troubles.tellTo((all) => {
    attendant.tellTroubles(all);
    statusForFleet?.tellTroubles(all);
  });

  const tryMemory = () =>
    openMemory({
      config,
      clockTrust: () => clockWatch.trust,
      nowMs: clock.wallMs(),
      askSafeStorage: parent.askSafeStorage,
    });
  const memory = await tryMemory();
  selfUpdate.tellDatabase(memory.ok ? null : memory.error.trouble);
  if (memory.ok && onTrial) {
    session.rehearse();
    parent.onStop(() => memory.value.database.close());
    log.write({ event: 'core_on_trial' });
  } else if (memory.ok) {
    const kept = boundary ? nameAllCommits(memory.value, boundary) : memory.value;
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
    log.write({ event: 'vault_opened', sealedBy: memory.value.keyRing.sealerName, profile: vault.profile });
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
    parent.onStop(() => memory.value.database.close());
    log.write({ event: 'core_started', recoveryMs: Math.round(systemClock.monotonicMs() - begunAtMs) });
  } else {
    const { trouble, reason } = memory.error;
    session.putOutOfService(trouble);
    troubles.setMemory(trouble);
    log.write({ event: 'core_out_of_service', reason });
    watchTrouble({
      clock,
      everyMs: 5000,
      told: trouble,
      async look() {
        const again = await tryMemory();
        if (!again.ok) return again.error.trouble;
        again.value.database.close();
        // A technician at the screen goes on first; then a fresh start, as after any repair.
        if (session.takeTerminal()) process.exit(restartAskedExitCode);
        return trouble;
      },
      onChange(other) {
        if (other) troubles.setMemory(other);
      },
    });
  }

  logDeviceChanges(devices, log);
  void clockWatch.start();

  const kiosk = { ...kioskRouter(session), attendant: attendantRouter(attendant) };
  const deviceClasses = Object.keys(deviceContracts) as HostedDeviceClass[];

  parent.onPort((purpose: string, port: RpcPort) => {
    if (purpose === 'kiosk') {
      serveRpc(kiosk, port, (error) => {
        log.write({ event: 'request_failed', boundary: 'kiosk', error: nameOfError(error) });
      });
      return;
    }
    if (purpose === 'fleet' && statusForFleet) {
      port.addEventListener('close', () => selfUpdate.giveRestBack());
      serveRpc(
        { ...fleetRouter(statusForFleet, casesForFleet), updates: selfUpdateRouter(selfUpdate) },
        port,
        (error) => {
          log.write({ event: 'request_failed', boundary: 'fleet', error: nameOfError(error) });
        },
      );
      return;
    }
    if (purpose === 'precheck') {
      precheck.attach(connectRpc<typeof precheckContract>(port), port);
      return;
    }
    const deviceClass = deviceClasses.find((each) => purpose === `device:${each}`);
    if (!deviceClass) throw new Error(`a port for an unknown purpose: ${purpose}`);
    devices.attach(deviceClass, port);
  });
  parent.onStop(() => process.exit(0));
  parent.ready();
}

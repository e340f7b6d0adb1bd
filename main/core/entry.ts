import { resolve } from 'node:path';
import { systemClock, systemRandom } from '../../contract/clock.ts';
import { deviceContracts, type HostedDeviceClass } from '../../contract/device-classes.ts';
import type { precheckContract } from '../../contract/precheck.ts';
import { hostedDevices, terminalConfigSchema } from '../../contract/terminal-config.ts';
import { connectRpc, connectToParent, Feed, type RpcPort, serveRpc } from '../../link/index.ts';
import { AttendantSession, attendantRouter } from './attendant/index.ts';
import { CaseRunner } from './cases/index.ts';
import { formatConfigProblem, loadCatalog } from './catalog/index.ts';
import { cityEffects, cityPayment, connectCity, sessionCity } from './city/index.ts';
import { DeviceDirectory, deviceEffects, keepReadCounts, maintenanceEffects } from './devices/index.ts';
import { createLog, logDeviceChanges, nameOfError } from './log.ts';
import { openMemory } from './memory.ts';
import { PrecheckClient } from './precheck-client.ts';
import { startNightlyReconciliation } from './reconciliation/index.ts';
import { kioskRouter, SessionController } from './session/index.ts';

/** The core: sessions, cases, journal. The only writer of the terminal's database. */

const parent = connectToParent();
const config = terminalConfigSchema.parse(JSON.parse(process.env['BUDAYANG_TERMINAL'] ?? 'null'));
const log = createLog(config.terminalId);
const catalog = await loadCatalog(resolve(config.catalogDirectory));
if (!catalog.ok) {
  parent.refuse(catalog.error.map(formatConfigProblem).join('\n'));
  process.exit(2);
}

const begunAtMs = systemClock.monotonicMs();
const devices = new DeviceDirectory();
const precheck = new PrecheckClient(log);
const city = connectCity({ baseUrl: config.city.baseUrl, timeoutMs: config.city.timeoutMs });
const cityReachable = new Feed(true);
const session = new SessionController({
  clock: systemClock,
  frame: { site: config.site, terminalName: config.terminalName, helpPhone: config.helpPhone },
  terminalId: config.terminalId,
  times: config.session,
  items: catalog.value,
  devices,
  city: sessionCity(city, config.terminalId),
  cityReachable,
  readPage: (layout, image, signal) => precheck.readPage(layout, image, signal),
  onWatchFailed: (error) =>
    log.write({ event: 'request_failed', boundary: 'device', error: nameOfError(error) }),
  onSessionEnded: (cause, step) => log.write({ event: 'session_ended', cause, step }),
});

const attendant = new AttendantSession({
  clock: systemClock,
  terminalId: config.terminalId,
  attendants: config.attendants,
  deviceClasses: hostedDevices(config.devices).map(([deviceClass]) => deviceClass),
  devices,
  supplies: config.supplies,
  cameraNeeded: catalog.value.some(({ materials }) => materials.length > 0),
  restartHost: (deviceClass) => parent.askRestart(`device:${deviceClass}`),
  takeTerminal: () => session.takeTerminal(),
  recentLog: log.recent,
  write: (event) => log.write(event),
});

const memory = openMemory(resolve(config.dataDirectory));
if (memory.ok) {
  const { journal, vault, attendance, reconciliation } = memory.value;
  const runner = new CaseRunner({
    journal,
    vault,
    ports: {
      ...cityEffects(city, config.terminalId),
      ...deviceEffects(devices),
      payment: cityPayment(city, config.terminalId),
      ...maintenanceEffects(devices),
    },
    clock: systemClock,
    random: systemRandom,
    terminal: { terminalName: config.terminalName, helpPhone: config.helpPhone },
    onFailure: (error) => {
      throw error;
    },
  });
  const { interrupted } = runner.start();
  session.open(runner, interrupted);
  attendant.remember({ desk: runner.maintenance, store: attendance });
  keepReadCounts(devices.readCounts, (name, count) => attendance.addReads(name, count), systemClock);
  devices.statuses.subscribe((statuses) => runner.printerChanged(statuses['receipt-printer']));
  city.watchReachability((reachable) => {
    cityReachable.set(reachable);
    log.write({ event: reachable ? 'city_reachable' : 'city_unreachable' });
    if (reachable) runner.cityReachable();
  });
  startNightlyReconciliation({
    ...{ store: reconciliation, city, terminalId: config.terminalId, clock: systemClock },
    onReconciled: (day, lines, tasks) => log.write({ event: 'money_reconciled', day, lines, tasks }),
    onFailed: (day, error) => log.write({ event: 'reconciliation_failed', day, error }),
    onFailure: (error) => {
      throw error;
    },
  });
  log.write({ event: 'core_started', recoveryMs: Math.round(systemClock.monotonicMs() - begunAtMs) });
} else {
  session.putOutOfService('database');
  log.write({ event: 'core_out_of_service', reason: memory.error });
}

logDeviceChanges(devices, log);

const kiosk = { ...kioskRouter(session), attendant: attendantRouter(attendant) };
const deviceClasses = Object.keys(deviceContracts) as HostedDeviceClass[];

parent.onPort((purpose: string, port: RpcPort) => {
  if (purpose === 'kiosk') {
    serveRpc(kiosk, port, (error) => {
      log.write({ event: 'request_failed', boundary: 'kiosk', error: nameOfError(error) });
    });
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

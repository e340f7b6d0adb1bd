import { systemClock, systemRandom } from '../../contract/clock.ts';
import { hostedDevices, type TerminalConfig } from '../../contract/terminal-config.ts';
import { Feed, type ParentLink, restartAskedExitCode } from '../../link/index.ts';
import { AttendantSession } from './attendant/index.ts';
import { connectCity, sessionCity } from './city/index.ts';
import { askSynchronised, ClockWatch, systemBootClock } from './clock/index.ts';
import { DeviceDirectory } from './devices/index.ts';
import { drawCaseDocument } from './documents/index.ts';
import { nameOfError } from './error-name.ts';
import { CasesForFleet, StatusForFleet } from './fleet/index.ts';
import { connectHelpLine } from './help/index.ts';
import type { Log } from './log.ts';
import { PrecheckClient } from './precheck-client.ts';
import { SessionController } from './session/index.ts';
import { TroubleBoard } from './trouble-board.ts';
import {
  type Contents,
  firstNotices,
  isOnTrial,
  loadContents,
  loadNotices,
  SelfUpdate,
} from './updates/index.ts';

/** No true time is earlier; a new release moves it. */
const programMadeMs = Date.UTC(2026, 10, 1);

export type CoreParts = Awaited<ReturnType<typeof makeCoreParts>>;

/** Everything a core consists of but its memory, joined with each other; nothing is asked of anybody yet. */
export async function makeCoreParts(outside: {
  config: TerminalConfig;
  contents: Contents;
  parent: ParentLink;
  log: Log;
}) {
  const { config, contents, parent, log } = outside;
  const onTrial = isOnTrial(process.env);
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
    contents: { ...contents, ...(await firstNotices(config)) },
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
    cameraNeeded: contents.items.some(({ materials }) => materials.length > 0),
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
  return {
    ...outside,
    ...{ onTrial, devices, precheck, troubles, clockWatch, city, cityReachable, session },
    ...{ attendant, statusForFleet, selfUpdate, casesForFleet },
  };
}

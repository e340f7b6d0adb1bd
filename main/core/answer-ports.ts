import { deviceContracts, type HostedDeviceClass } from '../../contract/device-classes.ts';
import type { precheckContract } from '../../contract/precheck.ts';
import { connectRpc, type RpcPort, serveRpc } from '../../link/index.ts';
import { attendantRouter } from './attendant/index.ts';
import type { CoreParts } from './core-parts.ts';
import { nameOfError } from './error-name.ts';
import { fleetRouter } from './fleet/index.ts';
import { kioskRouter } from './session/index.ts';
import { selfUpdateRouter } from './updates/index.ts';

/** Joins the core with the other processes, each by the purpose it is connected for. */
export function answerPorts(parts: CoreParts): void {
  const { parent, log, session, attendant, statusForFleet, casesForFleet, selfUpdate } = parts;
  const { precheck, devices } = parts;
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
}

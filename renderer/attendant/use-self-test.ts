import type { AttendedDevice } from '../../contract/attendant.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { lookThroughCamera } from './look-through-camera.ts';

const camera = 'document-camera';

/** Has all devices tested, or the one named. The camera is looked through first, for it hangs on this window. */
export function useSelfTest(devices: readonly AttendedDevice[]): (deviceClass: string | null) => void {
  const { act, view } = useKiosk();
  const hasCamera = devices.some(({ deviceClass }) => deviceClass === camera);
  return (deviceClass) =>
    act('self-test-run', async (client, { requestId }, options) =>
      client.attendant.selfTest.run(
        {
          requestId,
          language: view.language,
          deviceClass,
          camera:
            hasCamera && (deviceClass === null || deviceClass === camera) ? await lookThroughCamera() : null,
        },
        options,
      ),
    );
}

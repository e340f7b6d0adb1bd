import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../../build/root.ts';
import { formatRecording } from '../../devices/recording/index.ts';
import { cameraRecordings } from './camera.ts';
import { scenarios } from './scenarios.ts';
import { cameraFile, recordingFile } from './stage.ts';

/** Makes every synthetic recording anew from the simulators; fictional people only. */
for (const scenario of scenarios) {
  const { recording, seen } = await scenario.record();
  if (!isDeepStrictEqual(seen, scenario.expected)) {
    throw new Error(
      `${scenario.deviceClass} ${scenario.driver} ${scenario.fault}: the driver told ${JSON.stringify(seen)}`,
    );
  }
  const file = recordingFile(root, scenario);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, formatRecording(recording));
  console.log(
    `${recording.crossings.length} crossings of ${scenario.deviceClass} ${scenario.driver} ${scenario.fault}`,
  );
}

for (const [fault, make] of Object.entries(cameraRecordings)) {
  const recording = await make();
  const file = cameraFile(root, fault);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, formatRecording(recording));
  console.log(`${recording.crossings.length} crossings of document-camera ${fault}`);
}

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { root } from '../../build/root.ts';
import { parseRecording } from '../../devices/recording/index.ts';
import { cameraRecordings, replayToBrowser } from './camera.ts';
import { cameraFile } from './stage.ts';

describe('recordings of the document camera', () => {
  it.each(Object.keys(cameraRecordings))(
    '%s -> the window takes the recorded page, fails without a camera, and takes the next',
    async (fault) => {
      const recording = parseRecording(await readFile(cameraFile(root, fault), 'utf8'));
      expect(await replayToBrowser(recording)).toEqual([
        'shown',
        'shown',
        'shown',
        'failed',
        'failed',
        'shown',
      ]);
    },
    60_000,
  );
});

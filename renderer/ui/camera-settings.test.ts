import { expect, it } from 'vitest';
import { applySettings, settingsFor } from './camera-settings.ts';

it('a camera that can follow focus and light -> is told to; what it cannot is not asked of it', () => {
  const able = { focusMode: ['manual', 'continuous'], exposureMode: ['manual', 'continuous'] };
  expect(settingsFor(able)).toEqual({ focusMode: 'continuous', exposureMode: 'continuous' });
  expect(settingsFor({ focusMode: ['manual'], whiteBalanceMode: ['continuous'] })).toEqual({
    whiteBalanceMode: 'continuous',
  });
  expect(settingsFor({})).toEqual({});
});

it('one setting is refused -> the other still holds, and the camera serves', async () => {
  const applied: unknown[] = [];
  const track = {
    getCapabilities: () => ({ focusMode: ['continuous'], exposureMode: ['continuous'] }),
    applyConstraints: async ({ advanced }: { advanced: object[] }) => {
      if ('focusMode' in (advanced[0] ?? {})) throw new DOMException('no', 'OverconstrainedError');
      applied.push(...advanced);
    },
  };
  await applySettings(track as unknown as MediaStreamTrack);
  expect(applied).toEqual([{ exposureMode: 'continuous' }]);
  await applySettings(undefined);
});

import { describe, expect, it } from 'vitest';
import { isPermitted } from './permissions.ts';

const ours = { permission: 'media', requestingUrl: 'budayang://kiosk/', isMainFrame: true };

describe('permissions of the window', () => {
  it('our page may use the camera, otherwise no material can be checked', () => {
    expect(isPermitted(ours)).toBe(true);
  });

  it('our page may show itself to a helper, and no other page may show anything', () => {
    const shown = { ...ours, permission: 'display-capture' };
    expect(isPermitted(shown)).toBe(true);
    expect(isPermitted({ ...shown, requestingUrl: 'https://example.org/' })).toBe(false);
  });

  it.each([
    ['another page', { ...ours, requestingUrl: 'https://example.org/' }],
    ['a page without address', { ...ours, requestingUrl: '' }],
    ['a frame inside our page', { ...ours, isMainFrame: false }],
  ])('%s does not get the camera', (_who, question) => {
    expect(isPermitted(question)).toBe(false);
  });

  it.each([
    'geolocation',
    'notifications',
    'clipboard-read',
    'fullscreen',
    'hid',
    'serial',
    'usb',
    'openExternal',
  ])('%s is denied to our page too', (permission) => {
    expect(isPermitted({ ...ours, permission })).toBe(false);
  });
});

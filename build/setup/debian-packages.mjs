import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quietRun } from './quiet-run.mjs';
import { SetupError } from './setup-error.mjs';

/** What the terminal needs of the operating system, and the file that shows it is there (`*` is one folder). */
const requirements = [
  { debianPackage: 'chromium', file: '/usr/bin/chromium', use: 'the browser window' },
  {
    debianPackage: 'fonts-noto-cjk',
    file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    use: 'Chinese text on pictures and papers',
  },
  { debianPackage: 'socat', file: '/usr/bin/socat', use: 'pseudo-terminals between bench and drivers' },
  { debianPackage: 'libusb-1.0-0', file: '/usr/lib/*/libusb-1.0.so.0', use: 'USB devices' },
  { debianPackage: 'udev', file: '/usr/bin/udevadm', use: 'the list of serial ports' },
  { debianPackage: 'cups-ipp-utils', file: '/usr/sbin/ippeveprinter', use: 'the check of the IPP driver' },
  {
    debianPackage: 'coturn',
    file: '/usr/bin/turnserver',
    use: 'calls for help through a relay, in the tests',
  },
  {
    debianPackage: 'postgresql',
    file: '/usr/lib/postgresql/*/bin/postgres',
    use: 'a fleet server with a database that runs by itself, in the tests',
  },
  {
    debianPackage: 'mosquitto',
    file: '/usr/sbin/mosquitto',
    use: 'a fleet server with a broker that runs by itself, in the tests',
  },
  { debianPackage: 'dbus-daemon', file: '/usr/bin/dbus-daemon', use: 'the bus that ippeveprinter asks for' },
];

/** @param {(path: string) => boolean} exists */
export function missingPackages(exists = existsAnywhere) {
  return requirements.filter((requirement) => !exists(requirement.file));
}

export async function ensureDebianPackages() {
  if (process.platform === 'win32') return;
  const missing = missingPackages();
  if (missing.length === 0) return;
  const names = missing.map((requirement) => requirement.debianPackage);
  const installLine = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (!isDebian()) {
    const needs = missing.map((requirement) => `  ${requirement.debianPackage}: for ${requirement.use}`);
    throw new SetupError(
      `This system lacks (names as in Debian):\n${needs.join('\n')}\nInstall them and try again.`,
    );
  }
  if (process.getuid?.() !== 0)
    throw new SetupError(`This machine lacks packages. As root:\n\n  ${installLine}\n`);
  await installWithApt(names, installLine);
}

/**
 * @param {string[]} names
 * @param {string} installLine
 */
async function installWithApt(names, installLine) {
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const parameters = ['install', '-y', '--no-install-recommends', ...names];
  const first = await quietRun(
    `Installing ${names.join(', ')} (apt-get) ...`,
    'apt-get',
    parameters,
    environment,
  );
  if (first.ok) return;
  const update = await quietRun(
    'Reading the package lists (apt-get update) ...',
    'apt-get',
    ['update'],
    environment,
  );
  if (!update.ok) throw new SetupError(`${update.output}\napt-get update failed; see above.`);
  const second = await quietRun(
    `Installing ${names.join(', ')} (apt-get) ...`,
    'apt-get',
    parameters,
    environment,
  );
  if (!second.ok) throw new SetupError(`${second.output}\n${installLine}\nfailed; see above.`);
}

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\bdebian\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** @param {string} pattern */
function existsAnywhere(pattern) {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return existsSync(pattern);
  try {
    return readdirSync(before).some((name) => existsSync(join(before, name, after)));
  } catch {
    return false;
  }
}

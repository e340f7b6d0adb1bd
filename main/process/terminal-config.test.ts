import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTerminalConfig } from './terminal-config.ts';

const directory = mkdtempSync(join(tmpdir(), 'terminal-config-'));
afterAll(() => rmSync(directory, { recursive: true }));

const good = {
  terminalId: 'TEST-001',
  site: { zh: '示例网点', en: 'Example site' },
  terminalName: { zh: '1号机', en: 'Terminal 1' },
  helpPhone: '12345',
  devices: {
    'id-card-reader': {
      driver: 'sam-v',
      transport: { kind: 'serial', path: '/dev/ttyS1', baudRate: 115200 },
    },
    'receipt-printer': { driver: 'esc-pos', transport: { kind: 'tcp', host: '10.0.0.2', port: 9100 } },
  },
  city: { baseUrl: 'http://127.0.0.1:4630' },
  catalogDirectory: 'catalog',
  dataDirectory: 'out/data',
};

function problemsOf(change: (config: typeof good) => unknown): string[] {
  const path = join(directory, 'terminal.json');
  writeFileSync(path, JSON.stringify(change(structuredClone(good))));
  const loaded = loadTerminalConfig(path);
  return loaded.ok ? [] : loaded.error;
}

describe('a terminal configuration', () => {
  it('is taken when it is right, with the idle times filled in', () => {
    const path = join(directory, 'good.json');
    writeFileSync(path, JSON.stringify(good));
    const loaded = loadTerminalConfig(path);
    expect(loaded).toMatchObject({ ok: true, value: { session: { idleMs: 60_000, countdownMs: 20_000 } } });
  });

  it('unknown driver -> names the file, the key and what is allowed', () => {
    const problems = problemsOf((config) => {
      config.devices['id-card-reader'].driver = 'magic';
      return config;
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('terminal.json');
    expect(problems[0]).toContain('devices.id-card-reader.driver');
    expect(problems[0]).toContain('"sam-v"');
  });

  it('impossible baud rate -> names the key and the rates that exist', () => {
    const [problem] = problemsOf((config) => {
      config.devices['id-card-reader'].transport.baudRate = 12345;
      return config;
    });
    expect(problem).toContain('devices.id-card-reader.transport.baudRate');
    expect(problem).toContain('9600');
    expect(problem).toContain('115200');
  });

  it('unknown kind of transport -> names the kinds that exist', () => {
    const [problem] = problemsOf((config) => {
      config.devices['receipt-printer'].transport.kind = 'usb';
      return config;
    });
    expect(problem).toContain('devices.receipt-printer.transport.kind');
    expect(problem).toContain('"tcp"');
    expect(problem).toContain('"serial"');
  });

  it('two devices on one port -> refused with both named', () => {
    const [problem] = problemsOf((config) => ({
      ...config,
      devices: {
        ...config.devices,
        'code-scanner': {
          driver: 'serial-scanner',
          transport: { kind: 'serial', path: '/dev/ttyS1', baudRate: 9600 },
        },
      },
    }));
    expect(problem).toContain('devices.code-scanner.transport');
    expect(problem).toContain('devices.id-card-reader');
  });

  it('HID units -> taken by their port; two devices on one of them or a mistyped id -> refused', () => {
    const hid = { kind: 'hid', vendorId: '0c2e', productId: '0b81', usbPort: '1-4' };
    const withHid = (scanner: object, reader: object) =>
      problemsOf((config) => ({
        ...config,
        devices: {
          'code-scanner': { driver: 'hid-pos', transport: { ...hid, ...scanner } },
          'id-card-reader': { driver: 'sam-v', transport: { ...hid, ...reader } },
        },
      }));
    expect(withHid({}, { usbPort: '1-5' })).toEqual([]);
    expect(withHid({}, {})[0]).toContain('hid 0c2e:0b81 1-4 already belongs to');
    expect(withHid({ vendorId: 'c2e' }, {})[0]).toContain(
      'devices.code-scanner.transport.vendorId: four hex',
    );
  });

  it('a mistyped key -> named, not ignored', () => {
    const problems = problemsOf((config) => ({ ...config, helpFone: '1' }));
    expect(problems.join()).toContain('helpFone: there is no such key');
  });

  it('a countdown too short to react to (WCAG 2.2.1) -> refused', () => {
    const [problem] = problemsOf((config) => ({ ...config, session: { countdownMs: 5000 } }));
    expect(problem).toContain('session.countdownMs: allowed is 20000 or more');
  });

  it('no file, or no JSON -> said in one sentence', () => {
    expect(loadTerminalConfig(join(directory, 'absent.json'))).toMatchObject({ ok: false });
    const path = join(directory, 'broken.json');
    writeFileSync(path, '{');
    const loaded = loadTerminalConfig(path);
    expect(!loaded.ok && loaded.error[0]).toContain('not valid JSON');
  });

  it('a PIN written down plainly, or one code for two technicians -> refused with the key', () => {
    const hash = `scrypt:32768:8:1:${'a'.repeat(22)}:${'b'.repeat(43)}`;
    const attendant = { attendantId: 'T-01', cardHash: hash, pinHash: hash };
    expect(problemsOf((config) => ({ ...config, attendants: [attendant] }))).toEqual([]);
    const plain = { ...attendant, pinHash: '246810' };
    expect(problemsOf((config) => ({ ...config, attendants: [plain] }))[0]).toContain('attendants.0.pinHash');
    const [twice] = problemsOf((config) => ({ ...config, attendants: [attendant, attendant] }));
    expect(twice).toContain('attendants: each attendantId may appear once');
  });

  it('relay for a device that is not configured, two devices on one relay -> each named by its key', () => {
    const board = { driver: 'modbus-relay', transport: { kind: 'tcp', host: '10.0.0.3', port: 502 } };
    const problems = (outlets: Record<string, number>) =>
      problemsOf((config) => ({
        ...config,
        devices: { ...config.devices, 'power-relay': { ...board, outlets } },
      }));
    expect(problems({ 'receipt-printer': 1 })).toEqual([]);
    expect(problems({ dispenser: 2 })[0]).toContain('devices.power-relay.outlets.dispenser');
    expect(problems({ 'receipt-printer': 1, 'id-card-reader': 1 })[0]).toContain('the same relay');
    expect(problems({ 'power-relay': 1 })[0]).toContain('devices.power-relay.outlets');
  });
});

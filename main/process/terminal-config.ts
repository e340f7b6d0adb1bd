import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { err, ok, type Result, unreachable } from '../../contract/result.ts';
import {
  type HidTransportConfig,
  type TerminalConfig,
  type TransportConfig,
  terminalConfigSchema,
} from '../../contract/terminal-config.ts';

/**
 * Reads a terminal's configuration file. The problems are sentences for a technician; each names
 * the file, the key and what is allowed there.
 */
export function loadTerminalConfig(path: string): Result<TerminalConfig, string[]> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return err([`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown cause'})`]);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return err([`${path}: is not valid JSON: ${(error as Error).message}`]);
  }
  const parsed = terminalConfigSchema.safeParse(json);
  if (!parsed.success) return err(parsed.error.issues.flatMap((issue) => describeIssue(path, issue)));
  const shared = sharedPorts(path, parsed.data);
  return shared.length > 0 ? err(shared) : ok(parsed.data);
}

function describeIssue(path: string, issue: z.core.$ZodIssue, prefix: PropertyKey[] = []): string[] {
  const keys = [...prefix, ...issue.path];
  const key = keys.length > 0 ? keys.map(String).join('.') : '(the whole file)';
  switch (issue.code) {
    case 'invalid_value':
      return [
        `${path}: ${key}: allowed are ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`,
      ];
    case 'unrecognized_keys':
      return issue.keys.map(
        (name) => `${path}: ${[...keys, name].map(String).join('.')}: there is no such key`,
      );
    case 'invalid_union': {
      if ('options' in issue && Array.isArray(issue.options)) {
        return [
          `${path}: ${key}: allowed are ${issue.options.map((option) => JSON.stringify(option)).join(', ')}`,
        ];
      }
      const last = issue.errors.at(-1) ?? [];
      return last.length > 0
        ? last.flatMap((inner) => describeIssue(path, inner, keys))
        : [`${path}: ${key}: ${allowedKinds(keys) ?? issue.message}`];
    }
    case 'too_small':
      return [`${path}: ${key}: allowed is ${String(issue.minimum)} or more`];
    case 'too_big':
      return [`${path}: ${key}: allowed is ${String(issue.maximum)} or less`];
    case 'invalid_type':
      return [`${path}: ${key}: a ${issue.expected} is needed here`];
    default:
      return [`${path}: ${key}: ${issue.message}`];
  }
}

function allowedKinds(keys: PropertyKey[]): string | null {
  return keys.at(-1) === 'kind' ? 'allowed are "tcp", "serial"' : null;
}

/** Two devices on one port would steal each other's bytes. */
function sharedPorts(path: string, config: TerminalConfig): string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const [deviceClass, device] of Object.entries(config.devices)) {
    if (!device) continue;
    if (!('transport' in device)) continue;
    const { transport } = device;
    const address = addressOf(transport);
    const owner = owners.get(address);
    if (owner) {
      problems.push(
        `${path}: devices.${deviceClass}.transport: ${address} already belongs to devices.${owner}; each device needs a port of its own`,
      );
    }
    owners.set(address, deviceClass);
  }
  return problems;
}

function addressOf(transport: TransportConfig | HidTransportConfig): string {
  switch (transport.kind) {
    case 'tcp':
      return `tcp ${transport.host}:${transport.port}`;
    case 'serial':
      return transport.path;
    case 'hid': {
      const { usbPort, serialNumber, path } = transport;
      const id = [transport.vendorId, transport.productId].map((part) => part.toString(16).padStart(4, '0'));
      return ['hid', id.join(':'), usbPort ?? serialNumber ?? path ?? ''].join(' ').trim();
    }
    default:
      return unreachable(transport);
  }
}

import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { err, ok, type Result } from '../../contract/result.ts';
import {
  type DevicesConfig,
  hostedDevices,
  type TerminalConfig,
  terminalConfigSchema,
} from '../../contract/terminal-config.ts';
import { findSharedPorts } from './shared-ports.ts';

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
  const problems = [...findSharedPorts(parsed.data.devices), ...findLooseOutlets(parsed.data.devices)];
  return problems.length > 0 ? err(problems.map((problem) => `${path}: ${problem}`)) : ok(parsed.data);
}

/** A relay for a device that is not there: most likely its name was mistaken for another's. */
function findLooseOutlets(devices: DevicesConfig): string[] {
  const hosted = new Set<string>(hostedDevices(devices).map(([deviceClass]) => deviceClass));
  return Object.keys(devices['power-relay']?.outlets ?? {})
    .filter((deviceClass) => !hosted.has(deviceClass))
    .map((deviceClass) => `devices.power-relay.outlets.${deviceClass}: there is no such device here`);
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
        : [`${path}: ${key}: ${issue.message}`];
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

import type { DeviceClass } from '../../../contract/device-common.ts';
import type { Proof } from '../../../contract/fleet-update.ts';
import type { TerminalHealth } from '../../../contract/terminal-update.ts';

/** What a version on trial has not proved yet, worst first. */
export function missingProofs(health: TerminalHealth | null, mustAnswer: readonly DeviceClass[]): Proof[] {
  if (!health || health.databaseTrouble) return ['database'];
  const answering = new Set(health.answering);
  return [
    ...(mustAnswer.every((deviceClass) => answering.has(deviceClass)) ? [] : (['devices'] as const)),
    ...(health.screenDrawn ? [] : (['screen'] as const)),
  ];
}

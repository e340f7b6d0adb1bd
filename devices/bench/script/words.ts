import { eventNames } from './events.ts';
import { phaseNames } from './phases.ts';

/** Every word a script may use, for the page; each line can be copied. */
export function knownWords(): { group: 'when' | 'do' | 'line' | 'step'; words: string[] }[] {
  return [
    {
      group: 'when',
      words: [
        'start',
        '{ every: 30 s }',
        ...eventNames.map((event) => `{ event: ${event}, nth: 1 }`),
        ...Object.entries(phaseNames).flatMap(([device, names]) =>
          names.map((phase) => `{ phase: ${phase}, of: ${device} }`),
        ),
      ],
    },
    {
      group: 'do',
      words: [
        '{ unplug: receipt-printer }',
        '{ power_off: dispenser }',
        '{ jam: receipt-printer }',
        '{ jam: document-printer }',
        '{ jam: dispenser, phase: feed }',
        '{ no_paper: receipt-printer }',
        '{ no_paper: document-printer }',
        '{ no_paper: dispenser }',
        '{ cover_open: receipt-printer }',
        '{ cover_open: document-printer }',
        '{ stuck: pickup-locker, cell: 1-3 }',
        '{ stuck: door }',
        '{ card: pulled_away }',
        '{ code: hidden }',
      ],
    },
    {
      group: 'line',
      words: [
        '{ line: pickup-locker, lose: 3 % }',
        '{ line: pickup-locker, echo: true }',
        '{ line: receipt-printer, delay: 400 ms }',
        '{ line: id-card-reader, pieces: 1, gap: 5 ms }',
        '{ line: door, noise: 3 }',
        '{ line: door, wrong: true }',
        '{ line: dispenser, mute: true }',
        '{ line: code-scanner, dead: true }',
      ],
    },
    { group: 'step', words: ['after: 40 ms', 'for: 8 s', 'times: 3', 'times: always', 'chance: 20 %'] },
  ];
}

import { parseArgs } from 'node:util';
import { Album } from './album.ts';
import { playDay } from './day.ts';
import { playFleet } from './fleet.ts';
import { playHelpCall } from './help-call.ts';
import { type DemoReport, linesOf } from './report.ts';
import { playTax } from './tax.ts';

/** By the option that asks for it; without one the day of a terminal is played. */
const stories: Record<string, (album: Album) => Promise<DemoReport>> = {
  'help-desk': playHelpCall,
  tax: playTax,
  fleet: playFleet,
};

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    ...Object.fromEntries(Object.keys(stories).map((name) => [name, { type: 'boolean' as const }])),
  },
});
const asked = Object.entries(stories).find(([name]) => (values as Record<string, unknown>)[name]);
const play = asked?.[1] ?? playDay;

const report = await play(new Album());
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : linesOf(report));
process.exit(report.ok ? 0 : 1);

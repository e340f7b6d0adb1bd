import { liveNight } from './night.ts';

/**
 * `night-child.ts <directory> <kill at>`: lives one night and kills itself at the boundary of this number; says the
 * name of each that it passes.
 */
const [directory = '', killAt = ''] = process.argv.slice(2);
let passed = 0;

await liveNight(directory, {
  clockIsSet: false,
  boundary: (name) => {
    process.stdout.write(`${name}\n`);
    if (passed === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    passed += 1;
  },
});

import { runTool } from './checks/run-tool.ts';
import { addDriver } from './driver-template/add-driver.ts';
import { root } from './root.ts';

/** `npm run driver:new -- <class> <name>`: a working driver from the template, entered wherever drivers are named. */

const usage = `usage: npm run driver:new -- pickup-locker <name>

Copies the template of the class as a driver of that name, for example acme-16, and enters it wherever drivers are
named. It works with the frames of the template until you change them: docs/devices/add-a-driver.md`;

const [deviceClass, name, ...rest] = process.argv.slice(2);
if (deviceClass === undefined || name === undefined || rest.length > 0) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const added = await addDriver(root, deviceClass, name);
  if (!added.ok) {
    console.error(added.error);
    process.exitCode = 1;
  } else {
    const { created, changed } = added.value;
    const formatted = await runTool('@biomejs/biome/bin/biome', ['check', '--write', ...created, ...changed]);
    if (formatted.exitCode !== 0) console.error(formatted.output);
    process.exitCode = formatted.exitCode === 0 ? 0 : 1;
    console.log(
      [
        'made',
        ...created.map((path) => `  ${path}`),
        'entered in',
        ...changed.map((path) => `  ${path}`),
        `What is yours to fill in: grep -rn CHANGE: contract devices tests | grep -v template-board`,
        'Step by step: docs/devices/add-a-driver.md',
      ].join('\n'),
    );
  }
}

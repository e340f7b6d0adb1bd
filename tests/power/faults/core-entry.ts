import { dirname, resolve } from 'node:path';
import { terminalConfigSchema } from '../../../contract/terminal-config.ts';
import { startCore } from '../../../main/core/start-core.ts';
import { dieAsPlanned } from './death.ts';

/** The core as it is, but mortal: the plan lies beside the terminal's data. */
const { dataDirectory } = terminalConfigSchema.parse(JSON.parse(process.env['BUDAYANG_TERMINAL'] ?? 'null'));

await startCore({ boundary: dieAsPlanned(dirname(resolve(dataDirectory))) });

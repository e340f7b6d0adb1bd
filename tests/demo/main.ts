import { playDay } from './day.ts';
import { playHelpCall } from './help-call.ts';
import { emptyOutDirectory } from './workplace.ts';

const words = process.argv.slice(2);
const asJson = words.includes('--json');
emptyOutDirectory();
const ok = words.includes('--help-desk') ? await playHelpCall(asJson) : await playDay(asJson);
process.exit(ok ? 0 : 1);

import { runKeeper } from './run-keeper.ts';

await runKeeper({ parameters: process.argv.slice(2) });

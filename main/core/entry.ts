import { startCore } from './start-core.ts';

await startCore();

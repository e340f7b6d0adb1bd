export { type BenchClient, type BenchConnection, connectBench } from './client.ts';
export type { BenchConfigInput, BenchReady } from './config.ts';
export { type RunningBench, startBench } from './start.ts';

export { startNightlyReconciliation } from './nightly.ts';

export { runRetention } from './retention.ts';

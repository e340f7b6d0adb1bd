export { disturbed, disturbedReports } from './disturbed-simulators.ts';
export {
  type Direction,
  LineDisturbance,
  type LineTroubles,
  noTroubles,
} from './line-disturbance.ts';

export { askWithin } from './asking.ts';
export type {
  AcceptanceView,
  CaseDesk,
  CaseStart,
  CaseView,
  DeliverableView,
  NewCase,
  NotNow,
  OpenedCell,
  Suspension,
} from './case-desk.ts';
export { findViolations } from './invariants.ts';
export type { Violation } from './invariants-violation.ts';
export type { ActResult, MaintenanceDesk, OpenTask } from './maintenance.ts';
export type { TechnicianAct } from './maintenance-acts.ts';
export type { MaintenancePorts, TestPage } from './maintenance-ports.ts';
export { orderNumberOf } from './order-number.ts';
export type {
  ChargeRequest,
  OrderAnswer,
  PaymentPort,
  PaymentSilence,
  RefundAnswer,
  RefundRequest,
} from './payment-port.ts';
export type {
  CaseLookUp,
  CaseRating,
  EffectPorts,
  ErrandAnswer,
  ParcelHandover,
  SubmitAnswer,
  Unreachable,
} from './ports.ts';
export { CaseRunner, type CaseRunnerOptions } from './runner.ts';
export { shanghaiTime, slipNumber, type TerminalFacts } from './slips.ts';

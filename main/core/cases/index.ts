export { askWithin } from './asking.ts';
export type {
  AcceptanceView,
  CaseDesk,
  CaseStart,
  CaseView,
  ClaimView,
  DecisionView,
  DeliverableView,
  NewCase,
  NotNow,
  OpenedCell,
  QueueLimit,
  Suspension,
} from './case-desk.ts';
export { type CaseEnd, readCaseEnd } from './case-end.ts';
export type { CaseEvent } from './case-event.ts';
export { findViolations } from './invariants.ts';
export type { Violation } from './invariants-violation.ts';
export type { ActResult, FoundClaim, MaintenanceDesk, OpenTask } from './maintenance.ts';
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
  DecisionAnswer,
  DrawnDocument,
  EffectPorts,
  ErrandAnswer,
  LicenceAnswer,
  NotUnderstood,
  ParcelHandover,
  PrintedCertificate,
  SubmitAnswer,
  Unreachable,
} from './ports.ts';
export { CaseRunner, type CaseRunnerOptions } from './runner.ts';
export { shanghaiTime, slipNumber, type TerminalFacts } from './slips.ts';

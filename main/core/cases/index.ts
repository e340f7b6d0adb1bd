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
export type {
  CaseLookUp,
  CaseRating,
  EffectPorts,
  ErrandAnswer,
  ParcelHandover,
  SubmitAnswer,
  Unreachable,
} from './ports.ts';

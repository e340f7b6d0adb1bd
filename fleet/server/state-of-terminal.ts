import type { ReportedDevice, StatusReport } from '../../contract/fleet.ts';
import type { StateCause, TerminalState } from '../../contract/fleet-console.ts';
import { unreachable } from '../../contract/result.ts';

type Severity = Exclude<TerminalState, 'ok'>;

/** What stands before what; `unreachable` first, because all else is then only what was. */
const severities = ['unreachable', 'out_of_service', 'fault', 'warning'] as const satisfies Severity[];

/** The state of a terminal and everything that makes it so, worst first. `report` is the last that was heard. */
export function stateOfTerminal(known: { reachable: boolean; report: StatusReport | null }): {
  state: TerminalState;
  causes: StateCause[];
} {
  const { reachable, report } = known;
  if (!report) return { state: 'unreachable', causes: [{ cause: 'never_heard' }] };
  const causes = [...(reachable ? [] : [{ cause: 'silent' } as const]), ...causesIn(report)];
  const ranked = causes
    .map((cause) => ({ cause, rank: severities.indexOf(severityOf(cause)) }))
    .sort((left, right) => left.rank - right.rank);
  const worst = ranked[0];
  return {
    state: worst ? (severities[worst.rank] ?? 'fault') : 'ok',
    causes: ranked.map(({ cause }) => cause),
  };
}

function causesIn({ coreRuns, status }: StatusReport): StateCause[] {
  if (!coreRuns || !status) return [{ cause: 'core_away' }];
  return [
    ...(status.outOfService ? [{ cause: 'out_of_service', reason: status.outOfService } as const] : []),
    ...status.troubles.map((trouble) => ({ cause: 'trouble', trouble }) as const),
    ...status.devices.flatMap(causesOfDevice),
    ...(status.tasks.count > 0 ? [{ cause: 'tasks', count: status.tasks.count } as const] : []),
    ...(status.cityReachable ? [] : [{ cause: 'city_unreachable' } as const]),
  ];
}

function causesOfDevice({ deviceClass, hostRuns, state, fault, storage }: ReportedDevice): StateCause[] {
  // One whose process has just begun has not told of itself yet.
  const isStarting = hostRuns && state === 'unknown' && !fault;
  const isWell = state === 'online' && !fault;
  const isFaulty = !isStarting && !isWell;
  const units = storage.filter(({ level }) => level === 'low' || level === 'empty' || level === 'full');
  return [
    ...(isFaulty ? [{ cause: 'device', deviceClass, hostRuns, state, fault } as const] : []),
    ...units.map(({ kind, level }) => ({ cause: 'storage', deviceClass, kind, level }) as const),
  ];
}

function severityOf(cause: StateCause): Severity {
  switch (cause.cause) {
    case 'never_heard':
    case 'silent':
      return 'unreachable';
    case 'out_of_service':
      return 'out_of_service';
    case 'core_away':
      return 'fault';
    case 'trouble':
      return cause.trouble === 'clock_wrong' ? 'warning' : 'fault';
    case 'device':
      // What goes away without anybody is no reason to send somebody.
      return cause.state === 'online' && cause.fault?.nextAct === 'none' ? 'warning' : 'fault';
    case 'storage':
      return cause.level === 'low' ? 'warning' : 'fault';
    case 'city_unreachable':
    case 'tasks':
      return 'warning';
    default:
      return unreachable(cause);
  }
}

import { describe, expect, it } from 'vitest';
import {
  fleetTimes,
  type StatusReport,
  statusReportSchema,
  type TerminalStatus,
} from '../../contract/fleet.ts';
import { SteppedClock } from '../../contract/test-clock.ts';
import { StatusReporter } from './status-reporter.ts';

const status = (cityReachable: boolean): TerminalStatus => ({
  site: { zh: '示例网点', en: 'Example site' },
  terminalName: { zh: '1号机', en: 'Terminal 1' },
  place: null,
  outOfService: null,
  troubles: [],
  cityReachable,
  tasks: { count: 0, oldest: [] },
  devices: [],
});

function start() {
  const clock = new SteppedClock();
  const versions = { program: '0.1.0', runtime: 'node 24.0.0', system: 'Linux 6.1' };
  const reporter = new StatusReporter({ clock, versions });
  const said: StatusReport[] = [];
  const speak = () => reporter.speakTo((report) => said.push(statusReportSchema.parse(report)));
  return { clock, reporter, said, speak };
}

describe('what the agent reports', () => {
  it('a change -> at once; nothing new -> every 30 s all the same', () => {
    const { clock, reporter, said, speak } = start();
    speak();
    clock.advance(1000);
    reporter.tellStatus(status(true));
    expect(said).toHaveLength(2);
    clock.advance(fleetTimes.reportEveryMs);
    expect(said.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('a device in distress changes many times a second -> told twice a second, the last as it is', () => {
    const { clock, reporter, said, speak } = start();
    speak();
    for (let change = 0; change < 100; change += 1) {
      reporter.tellStatus(status(change % 2 === 0));
      clock.advance(10);
    }
    reporter.tellStatus(status(false));
    clock.advance(500);
    expect(said.length).toBeLessThanOrEqual(5);
    expect(said.at(-1)?.status?.cityReachable).toBe(false);
  });

  it('no line -> nothing is hoarded; the line is back -> how it is now, once', () => {
    const { clock, reporter, said, speak } = start();
    reporter.tellStatus(status(true));
    reporter.tellStatus(status(false));
    clock.advance(fleetTimes.reportEveryMs * 3);
    expect(said).toEqual([]);
    speak();
    expect(said.map((report) => report.status?.cityReachable)).toEqual([false]);
  });

  it('the core is away -> said, with what it told last', () => {
    const { clock, reporter, said, speak } = start();
    reporter.tellStatus(status(true));
    speak();
    clock.advance(1000);
    reporter.tellCoreAway();
    expect(said.at(-1)).toMatchObject({ coreRuns: false, status: { cityReachable: true } });
  });

  it('the core dies right after a report and is back at once -> its absence is told all the same, and stands for half a second', () => {
    const { clock, reporter, said, speak } = start();
    speak();
    reporter.tellStatus(status(true));
    clock.advance(500);
    said.splice(0);
    reporter.tellCoreAway();
    clock.advance(100);
    reporter.tellStatus(status(true));
    expect(said).toMatchObject([{ coreRuns: false }]);
    clock.advance(400);
    expect(said).toMatchObject([{ coreRuns: false }, { coreRuns: true }]);
  });
});

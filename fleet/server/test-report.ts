import type { ReportedDevice, StatusReport } from '../../contract/fleet.ts';

/** A report for tests: a terminal in order, with one printer unless told otherwise. */
export function exampleReport(
  status: Partial<NonNullable<StatusReport['status']>> = {},
  device: Partial<ReportedDevice> = {},
): StatusReport {
  return {
    format: 'status-1',
    sequence: 1,
    sentAt: '2026-11-22T08:00:00.000Z',
    coreRuns: true,
    status: {
      site: { zh: '示例网点', en: 'Example site' },
      terminalName: { zh: '1号机', en: 'Terminal 1' },
      place: null,
      outOfService: null,
      troubles: [],
      cityReachable: true,
      tasks: { count: 0, oldest: [] },
      devices: [
        {
          deviceClass: 'receipt-printer',
          hostRuns: true,
          state: 'online',
          fault: null,
          storage: [],
          ...device,
        },
      ],
      ...status,
    },
    versions: { program: '0.1.0', runtime: 'node 24.0.0', system: 'Linux 6.1' },
  };
}

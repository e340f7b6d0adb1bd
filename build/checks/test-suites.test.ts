import { describe, expect, it } from 'vitest';
import { countTests, kindOfTestFile, type TestReport } from './test-suites.ts';

const report = (files: [name: string, status: string, tests: string[]][]): TestReport => ({
  testResults: files.map(([name, status, tests]) => ({
    name,
    status,
    assertionResults: tests.map((test) => ({ status: test })),
  })),
});

describe('counting tests', () => {
  it('sorts files into the rows a reader asks for', () => {
    expect(kindOfTestFile('/repo/devices/id-card-reader/conformance.test.ts')).toBe('conformance');
    expect(kindOfTestFile('/repo/tests/flow/parcel.test.ts')).toBe('flow');
    expect(kindOfTestFile('/repo/link/rpc.test.ts')).toBe('unit');
  });

  it('a file that could not be loaded is a failure, although no test of it failed', () => {
    const rows = countTests(
      report([
        ['a', 'failed', []],
        ['b', 'passed', ['passed', 'passed']],
      ]),
      () => 'unit',
    );
    expect(rows).toEqual([{ name: 'unit', passed: 2, failed: 1, note: '' }]);
  });

  it('a skipped test is a failure: it proves nothing and nobody would notice', () => {
    const rows = countTests(report([['a', 'passed', ['passed', 'skipped', 'todo']]]), () => 'unit');
    expect(rows).toEqual([{ name: 'unit', passed: 1, failed: 2, note: '' }]);
  });
});

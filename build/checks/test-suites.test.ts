import { describe, expect, it } from 'vitest';
import { countTests, describeFailures, kindOfTestFile, type TestReport } from './test-suites.ts';

const report = (files: [name: string, status: string, tests: string[]][]): TestReport => ({
  testResults: files.map(([name, status, tests]) => ({
    name,
    status,
    message: '',
    assertionResults: tests.map((test) => ({ fullName: `${name} works`, status: test })),
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

describe('what failed', () => {
  it('stands in a line each, with its reason, before the thousands that passed', () => {
    const { testResults } = report([['a.test.ts', 'failed', ['passed', 'failed']]]);
    const [file] = testResults;
    const test = file?.assertionResults[1];
    if (test) test.failureMessages = ['expected 1 to be 2\nat line 3'];
    expect(describeFailures({ testResults })).toBe(
      'FAILED a.test.ts: a.test.ts works: expected 1 to be 2\n  at line 3\n',
    );
  });

  it('a file that could not be loaded is named too', () => {
    const { testResults } = report([['b.test.ts', 'failed', []]]);
    const [file] = testResults;
    if (file) file.message = 'no such module';
    expect(describeFailures({ testResults })).toBe('FAILED b.test.ts: no such module\n');
  });
});

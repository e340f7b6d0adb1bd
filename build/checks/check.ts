import { runTool } from './run-tool.ts';

/** One row of the closing table. */
export interface CheckRow {
  name: string;
  /** Numbers of checks or tests; both 0 means that nothing was run, and `note` says why. */
  passed: number;
  failed: number;
  note: string;
}

export interface CheckResult {
  rows: CheckRow[];
  /** For a person; shown when a row failed. */
  output: string;
}

/** One step of `npm test`. */
export interface Check {
  /** Also the word by which it is asked for on the command line. */
  name: string;
  run(): Promise<CheckResult>;
}

export function singleRow(name: string, ok: boolean, output: string): CheckResult {
  return { rows: [{ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, note: '' }], output };
}

/** A check that is one tool whose exit code says everything. */
export function toolCheck(name: string, script: string, parameters: string[]): Check {
  return {
    name,
    async run() {
      const tool = await runTool(script, parameters);
      return singleRow(name, tool.exitCode === 0, tool.output);
    },
  };
}

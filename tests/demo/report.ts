export interface DemoStep {
  name: string;
  ms: number;
}

/** What a demo ends with; `--json` prints it on one line. */
export interface DemoReport {
  ok: boolean;
  /** Of a demo of one story. */
  steps?: DemoStep[];
  /** Of the day of a terminal, which is several visits. */
  cases?: { item: string; acceptanceNumber: string; steps: DemoStep[] }[];
  ledgersAgree: boolean;
}

/** How long the steps of a demo took, in whole milliseconds. */
export class StepBook {
  readonly steps: DemoStep[] = [];

  async step<Outcome>(name: string, act: () => Promise<Outcome>): Promise<Outcome> {
    const begunAtMs = performance.now();
    const outcome = await act();
    this.note(name, performance.now() - begunAtMs);
    return outcome;
  }

  note(name: string, ms: number): void {
    this.steps.push({ name, ms: Math.round(ms) });
  }
}

/** The report as lines for a person. */
export function linesOf({ steps, cases = [], ledgersAgree }: DemoReport): string {
  const stepLines = (each: readonly DemoStep[]) =>
    each.map(({ name, ms }) => `  ${name.padEnd(24)} ${String(ms).padStart(6)} ms\n`).join('');
  const stories = cases.map(
    ({ item, acceptanceNumber, steps: ofCase }) => `\n${item}  ${acceptanceNumber}\n${stepLines(ofCase)}`,
  );
  const end = `\nledgers ${ledgersAgree ? 'agree' : 'DISAGREE'}; pictures under out/demo/\n`;
  return [...stories, steps ? `\n${stepLines(steps)}` : '', end].join('');
}

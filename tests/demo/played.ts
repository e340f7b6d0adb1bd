export interface Step {
  name: string;
  ms: number;
}

export interface Played {
  /** Of `--json`. */
  result: { ok: boolean; ledgersAgree: boolean } & Record<string, unknown>;
  /** For people. */
  parts: { title: string; steps: readonly Step[] }[];
  /** What does not agree. */
  violations: readonly string[];
}

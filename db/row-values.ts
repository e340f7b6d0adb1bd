import { z } from 'zod';
import type { Evidence } from './journal-step.ts';

const evidenceSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export function parseEvidence(json: string): Evidence {
  return evidenceSchema.parse(JSON.parse(json));
}

/** Epoch milliseconds as ISO 8601 UTC text. */
export function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

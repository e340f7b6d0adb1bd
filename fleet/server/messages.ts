import { z } from 'zod';
import {
  longestMessageBytes,
  parseTopic,
  presenceSchema,
  type StatusReport,
  statusReportSchema,
} from '../../contract/fleet.ts';
import { type CasesReport, casesReportSchema } from '../../contract/fleet-cases.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { TerminalId } from '../../contract/words.ts';

/** What a terminal, or the broker for it, has said. */
export type TerminalMessage =
  | { terminalId: TerminalId; kind: 'status'; report: StatusReport }
  | { terminalId: TerminalId; kind: 'cases'; cases: CasesReport }
  | { terminalId: TerminalId; kind: 'presence' };

export type MessageRefusal = 'foreign_topic' | 'too_long' | 'outside_schema';

/** Reads a message of `speaker`, by its certificate; it may speak on its own topics only. */
export function readMessageOf(
  speaker: TerminalId,
  topic: string,
  payload: Uint8Array,
): Result<TerminalMessage, MessageRefusal> {
  return parseTopic(topic)?.terminalId === speaker ? readMessage(topic, payload) : err('foreign_topic');
}

export function readMessage(topic: string, payload: Uint8Array): Result<TerminalMessage, MessageRefusal> {
  const address = parseTopic(topic);
  if (!address) return err('foreign_topic');
  if (payload.byteLength > longestMessageBytes) return err('too_long');
  const json = jsonSchema.safeParse(payload);
  if (!json.success) return err('outside_schema');
  const { terminalId, kind } = address;
  if (kind === 'presence') {
    return presenceSchema.safeParse(json.data).success ? ok({ terminalId, kind }) : err('outside_schema');
  }
  if (kind === 'cases') {
    const cases = casesReportSchema.safeParse(json.data);
    return cases.success ? ok({ terminalId, kind, cases: cases.data }) : err('outside_schema');
  }
  const report = statusReportSchema.safeParse(json.data);
  return report.success ? ok({ terminalId, kind, report: report.data }) : err('outside_schema');
}

const jsonSchema = z.instanceof(Uint8Array).transform((bytes, context): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

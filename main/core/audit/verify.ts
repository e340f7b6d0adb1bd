import { type AuditAnchor, type AuditRecord, auditRecordSchema, hashOf, noHash } from '../../../db/index.ts';
import { auditEndSchema, auditHeadSchema } from './export.ts';

export type AuditProblemKind =
  | 'unreadable'
  | 'changed'
  | 'missing'
  | 'reordered'
  | 'unlinked'
  | 'truncated'
  | 'anchor_differs';

/** What is wrong, and where a person finds it. */
export interface AuditProblem {
  kind: AuditProblemKind;
  /** Line of the file, from 1. */
  line: number;
  seq: number | null;
  detail: string;
}

export interface AuditVerdict {
  records: number;
  firstSeq: number | null;
  lastSeq: number | null;
  lastHash: string | null;
  problems: AuditProblem[];
}

/**
 * Checks an exported audit log. The chain alone shows what was changed, taken out or moved in its
 * middle; that its end is there shows only the last line, or an anchor noted elsewhere.
 *
 * @param anchors numbers with hashes from daily reports, slips, or wherever else the log's keeper has no hand.
 */
export async function verifyAudit(
  lines: AsyncIterable<string> | Iterable<string>,
  anchors: readonly AuditAnchor[] = [],
): Promise<AuditVerdict> {
  const verdict: AuditVerdict = { records: 0, firstSeq: null, lastSeq: null, lastHash: null, problems: [] };
  const { problems } = verdict;
  const awaited = new Map(anchors.map(({ seq, hash }) => [seq, hash]));
  /** What the next record must name; null after damage that leaves it unknown. */
  let expected: { seq: number; hash: string } | null = { seq: 1, hash: noHash };
  let line = 0;
  let ended = false;

  const problem = (kind: AuditProblemKind, seq: number | null, detail: string) =>
    problems.push({ kind, line, seq, detail });

  const check = (record: AuditRecord) => {
    const { seq, hash, previousHash } = record;
    if (hashOf(record) !== hash) problem('changed', seq, 'its content is not what its hash was made of');
    if (expected && seq < expected.seq) {
      problem('reordered', seq, `record ${expected.seq} was expected here`);
    } else if (expected && seq > expected.seq) {
      const last = seq - 1;
      const which = last === expected.seq ? `record ${last}` : `records ${expected.seq} to ${last}`;
      problem('missing', expected.seq, `${which} should come before record ${seq}`);
    } else if (expected && previousHash !== expected.hash) {
      problem('unlinked', seq, `it does not follow from record ${seq - 1}`);
    }
    const anchor = awaited.get(seq);
    if (anchor !== undefined && anchor !== hash) problem('anchor_differs', seq, `noted was ${anchor}`);
    awaited.delete(seq);
    verdict.records += 1;
    verdict.firstSeq ??= seq;
    verdict.lastSeq = seq;
    verdict.lastHash = hash;
    if (!expected || seq >= expected.seq) expected = { seq: seq + 1, hash };
  };

  for await (const text of lines) {
    line += 1;
    const json = parse(text);
    if (line === 1) {
      const head = auditHeadSchema.safeParse(json);
      const cut = head.success ? head.data.cuts.at(-1) : undefined;
      if (!head.success) problem('unreadable', null, 'the first line is not the head of an audit log');
      if (cut) expected = { seq: cut.throughSeq + 1, hash: cut.lastHash };
      for (const seq of awaited.keys()) if (cut && seq <= cut.throughSeq) awaited.delete(seq);
      continue;
    }
    const end = auditEndSchema.safeParse(json);
    if (end.success) {
      ended = true;
      const { lastSeq, lastHash, records } = end.data;
      const same =
        records === verdict.records &&
        lastSeq === (verdict.lastSeq ?? 0) &&
        lastHash === (verdict.lastHash ?? '');
      if (!same) problem('truncated', lastSeq, `the end speaks of ${records} records up to ${lastSeq}`);
      continue;
    }
    const record = auditRecordSchema.safeParse(json);
    if (record.success) check(record.data);
    else {
      problem('unreadable', expected?.seq ?? null, 'this line is not a record');
      expected = null;
    }
  }
  if (!ended) problem('truncated', verdict.lastSeq, 'the last line of the file is missing');
  for (const seq of awaited.keys()) {
    problem('truncated', seq, `record ${seq} was noted elsewhere and is not in this file`);
  }
  return verdict;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { describe, expect, it } from 'vitest';
import { longestMessageBytes, topicOf } from '../../contract/fleet.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { readMessageOf } from './messages.ts';
import { exampleReport } from './test-report.ts';

const own = terminalIdSchema.parse('HALL-0001');
const other = terminalIdSchema.parse('HALL-0002');
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const status = topicOf(own, 'status');
const refusalOf = (topic: string, value: unknown) => {
  const read = readMessageOf(own, topic, bytes(value));
  return read.ok ? null : read.error;
};
const withStatus = (extra: object): unknown => ({
  ...exampleReport(),
  status: { ...exampleReport().status, ...extra },
});

describe('what a terminal may say', () => {
  it('its own status -> taken as it is', () => {
    const report = exampleReport();
    expect(readMessageOf(own, status, bytes(report))).toEqual({
      ok: true,
      value: { terminalId: own, kind: 'status', report },
    });
  });

  it('its cases by item and hour -> taken; with anything more, or an hour twice -> refused', () => {
    const hour = { hour: 3, begun: 2, finished: 1, refused: 0, givenUp: 0, failed: 0 };
    const item = { itemCode: '310000000001', itemName: { zh: '示例', en: 'Example' }, hours: [hour] };
    const told = { format: 'cases-1', day: '2026-11-22', items: [item] };
    expect(refusalOf(topicOf(own, 'cases'), told)).toBeNull();
    const withHours = (...hours: object[]) => ({ ...told, items: [{ ...item, hours }] });
    expect(refusalOf(topicOf(own, 'cases'), withHours({ ...hour, name: '张测试' }))).toBe('outside_schema');
    expect(refusalOf(topicOf(own, 'cases'), withHours(hour, hour))).toBe('outside_schema');
    expect(refusalOf(topicOf(own, 'cases'), withHours({ ...hour, begun: -1 }))).toBe('outside_schema');
    expect(refusalOf(topicOf(other, 'cases'), told)).toBe('foreign_topic');
  });

  it('in the name of another terminal, or beside the agreed topics -> refused', () => {
    expect(refusalOf(topicOf(other, 'status'), exampleReport())).toBe('foreign_topic');
    expect(refusalOf(`${status}/more`, exampleReport())).toBe('foreign_topic');
    expect(refusalOf('budayang/1/terminals/HALL-0001/command', exampleReport())).toBe('foreign_topic');
    expect(refusalOf('$SYS/anything', exampleReport())).toBe('foreign_topic');
  });

  it.each<[string, unknown]>([
    ['a name beside the agreed words', { ...exampleReport(), residentName: '张测试' }],
    ['a name inside the status', withStatus({ session: { name: '张测试' } })],
    ['a device nobody knows', withStatus({ devices: [{ deviceClass: 'toaster' }] })],
    ['a status without its number', { ...exampleReport(), sequence: undefined }],
    ['another format', { ...exampleReport(), format: 'status-2' }],
    ['no object at all', 'well'],
  ])('%s -> refused as a whole', (_what, value) => {
    expect(refusalOf(status, value)).toBe('outside_schema');
  });

  it('no JSON, no UTF-8, or far too much -> refused without being read further', () => {
    expect(readMessageOf(own, status, new TextEncoder().encode('{'))).toMatchObject({
      error: 'outside_schema',
    });
    expect(readMessageOf(own, status, Uint8Array.of(0xff, 0xfe))).toMatchObject({ error: 'outside_schema' });
    expect(readMessageOf(own, status, new Uint8Array(longestMessageBytes + 1))).toMatchObject({
      error: 'too_long',
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { Material } from '../../../contract/catalog.ts';
import type { PageReading } from '../../../contract/precheck.ts';
import { comparePage } from './compare.ts';

const text = { zh: '户口簿', en: 'Household register' };
const material: Material = {
  materialCode: 'M-1',
  name: text,
  hint: text,
  layout: 'household-register-page',
  compare: [
    { read: 'name', formKey: 'applicant' },
    { read: 'idNumber', formKey: 'applicantNumber' },
  ],
};
const form = { applicant: '张测试', applicantNumber: '310199198803150173' };

function reading(name: string | null, idNumber: string | null): PageReading {
  return {
    state: 'read',
    fields: [
      { field: 'name', text: name, confidence: 90 },
      { field: 'idNumber', text: idNumber, confidence: 90 },
    ],
  };
}

function compareName(onPage: string, inForm: string) {
  const result = comparePage(material, reading(onPage, form.applicantNumber), { ...form, applicant: inForm });
  return result.verdict === 'cannot_read' ? null : result.comparisons[0]?.verdict;
}

describe('a page against the form', () => {
  it('same name and number -> match, numbers masked but for the last four', () => {
    expect(comparePage(material, reading('张测试', '310199198803150173'), form)).toEqual({
      verdict: 'match',
      comparisons: [
        { read: 'name', onPage: '张测试', inForm: '张测试', verdict: 'match' },
        { read: 'idNumber', onPage: '**************0173', inForm: '**************0173', verdict: 'match' },
      ],
    });
  });

  it('the page of somebody else -> mismatch showing both, no whole number anywhere', () => {
    const result = comparePage(material, reading('李示例', '310199199511020240'), form);
    expect(result).toMatchObject({
      verdict: 'mismatch',
      comparisons: [
        { onPage: '李示例', inForm: '张测试', verdict: 'mismatch' },
        { onPage: '**************0240', inForm: '**************0173', verdict: 'mismatch' },
      ],
    });
    expect(JSON.stringify(result)).not.toMatch(/\d{5}/);
  });

  it('a number that differs in one digit is another person', () => {
    const result = comparePage(material, reading('张测试', '310199198803150181'), form);
    expect(result.verdict).toBe('mismatch');
  });

  it('x and X at the end of a number are the same', () => {
    const result = comparePage(material, reading('欧阳演示', '31019919790823044X'), {
      applicant: '欧阳演示',
      applicantNumber: '31019919790823044x',
    });
    expect(result.verdict).toBe('match');
  });

  it('the number matches and the name was not read -> match, the name shown as not read', () => {
    const result = comparePage(material, reading(null, '310199198803150173'), form);
    expect(result).toMatchObject({
      verdict: 'match',
      comparisons: [{ onPage: null, inForm: '张测试', verdict: 'not_read' }, { verdict: 'match' }],
    });
  });

  it('only the name was read -> no match on a name that others share, a better picture is asked for', () => {
    const result = comparePage(material, reading('张测试', null), form);
    expect(result).toEqual({ verdict: 'cannot_read', reason: 'text_not_found' });
  });

  it('another name and no number -> mismatch, so that the resident looks', () => {
    expect(comparePage(material, reading('李示例', null), form).verdict).toBe('mismatch');
  });

  it('nothing credible was read -> cannot read', () => {
    const result = comparePage(material, reading(null, null), form);
    expect(result).toEqual({ verdict: 'cannot_read', reason: 'text_not_found' });
  });

  it('an unreadable page keeps its reason', () => {
    const result = comparePage(material, { state: 'unreadable', reason: 'blurred' }, form);
    expect(result).toEqual({ verdict: 'cannot_read', reason: 'blurred' });
  });

  it('a material that compares the name alone is matched by the name', () => {
    const byName: Material = { ...material, compare: [{ read: 'name', formKey: 'applicant' }] };
    expect(comparePage(byName, reading('张测试', null), form).verdict).toBe('match');
    expect(comparePage(byName, reading(null, null), form).verdict).toBe('cannot_read');
  });

  it('a form value that is missing never matches', () => {
    expect(comparePage(material, reading('张测试', '310199198803150173'), {}).verdict).toBe('mismatch');
  });
});

describe('names', () => {
  it.each([
    ['阿依古丽·示例', '阿依古丽•示例'],
    ['阿依古丽·示例', '阿依古丽．示例'],
    ['阿依古丽示例', '阿依古丽·示例'],
    ['张测试', ' 张 测 试 '],
  ])('%s on the page is %s in the form', (onPage, inForm) => {
    expect(compareName(onPage, inForm)).toBe('match');
  });

  it.each([
    ['赵吉例', '赵𠮷例'],
    ['钱狮例', '钱翀例'],
    ['钱羽中例', '钱翀例'],
  ])('%s read for %s: a character the model does not know is no mismatch', (onPage, inForm) => {
    expect(compareName(onPage, inForm)).toBe('not_read');
  });

  it('beside a character the model does not know, the rest must still agree', () => {
    expect(compareName('孙狮例', '钱翀例')).toBe('mismatch');
  });

  it('one character off is a mismatch', () => {
    expect(compareName('张侧试', '张测试')).toBe('mismatch');
  });
});

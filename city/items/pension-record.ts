import { createHash } from 'node:crypto';

/** One paid month; money in yuan. */
export interface Contribution {
  /** `YYYY-MM` */
  month: string;
  base: number;
  employer: number;
  personal: number;
}

export interface PensionRecord {
  status: 'paying' | 'retired';
  /** Oldest first, without gaps; empty for somebody too young to have worked. */
  contributions: Contribution[];
}

const employerRate = 0.16;
const personalRate = 0.08;
const baseFloor = 4000;
const baseCeiling = 37_000;
const retirementAge = { male: 60, female: 55 };

/**
 * An invented record that is always the same for the same number: work begins between 18 and 24,
 * pay grows every July, contributions end at retirement or with last month.
 */
export function inventPensionRecord(
  person: { idNumber: string; birthDate: string; sex: 'male' | 'female' },
  today: string,
): PensionRecord {
  const draw = createDraw(person.idNumber);
  const birthMonth = countMonths(person.birthDate);
  const firstMonth = Math.max(birthMonth + 12 * (18 + draw(7)) + draw(12), countMonths('1993-01'));
  const retirementMonth = birthMonth + 12 * retirementAge[person.sex];
  const endMonth = Math.min(countMonths(today), retirementMonth);
  const growth = 1.03 + draw(40) / 1000;
  let base = baseFloor + draw(2500);
  const contributions: Contribution[] = [];
  for (let month = firstMonth; month < endMonth; month++) {
    if (month % 12 === 6 && month > firstMonth) base = Math.min(base * growth, baseCeiling);
    const rounded = Math.round(base);
    contributions.push({
      month: formatMonth(month),
      base: rounded,
      employer: roundToFen(rounded * employerRate),
      personal: roundToFen(rounded * personalRate),
    });
  }
  return { status: countMonths(today) >= retirementMonth ? 'retired' : 'paying', contributions };
}

/** Numbers in 0..limit-1 that follow from the seed alone. */
function createDraw(seed: string): (limit: number) => number {
  const digest = createHash('sha256').update(`pension:${seed}`).digest();
  let offset = 0;
  return (limit) => {
    const value = digest.readUInt32BE(offset % 28) % limit;
    offset += 4;
    return value;
  };
}

function countMonths(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function formatMonth(months: number): string {
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function roundToFen(amount: number): number {
  return Math.round(amount * 100) / 100;
}

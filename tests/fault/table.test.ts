import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deviceClassSchema } from '../../contract/device-common.ts';
import { devicesConfigSchema } from '../../contract/terminal-config.ts';
import {
  covers,
  driversOf,
  exclusions,
  faultRows,
  phasesOf,
  reasonAgainst,
  type TestedClass,
} from './table.ts';

const rowsPerPhase = 11;

describe('fault table', () => {
  it('a device class of the contract without rows -> is found', () => {
    expect(Object.keys(driversOf).sort()).toEqual([...deviceClassSchema.options].sort());
  });

  it('a driver of the configuration without rows -> is found', () => {
    for (const [deviceClass, schema] of Object.entries(devicesConfigSchema.shape)) {
      const listed: readonly string[] = driversOf[deviceClass as TestedClass];
      for (const driver of driverNamesIn(schema)) {
        // A scanner's languages are what the table lists of it; its row is named by them.
        // The touch screen is no device of its own.
        if (driver === 'serial-scanner' || driver === 'touch') continue;
        expect(listed.some((name) => name.startsWith(driver))).toBe(true);
      }
    }
  });

  it('every combination is a row, and every row that can happen has a file of tests', () => {
    const expected = (Object.keys(driversOf) as TestedClass[]).reduce(
      (sum, deviceClass) => sum + driversOf[deviceClass].length * phasesOf[deviceClass].length * rowsPerPhase,
      0,
    );
    expect(faultRows).toHaveLength(expected);
    const files = readdirSync(import.meta.dirname);
    for (const { deviceClass } of faultRows) expect(files).toContain(`${deviceClass}.test.ts`);
    expect(faultRows.filter((row) => reasonAgainst(row) === null).length).toBeGreaterThan(500);
  });

  it('a reason that is about no row, or about one that another covers -> is found', () => {
    for (const exclusion of exclusions) {
      const own = faultRows.filter((row) => covers(exclusion, row));
      expect(own.length, exclusion.reason).toBeGreaterThan(0);
      const others = exclusions.filter((other) => other !== exclusion);
      for (const row of own)
        expect(
          others.some((other) => covers(other, row)),
          exclusion.reason,
        ).toBe(false);
    }
  });
});

/** Literals of a `driver` key, wherever the schema of the class keeps it. */
function driverNamesIn(schema: unknown): string[] {
  const text = JSON.stringify(
    (schema as { toJSONSchema(options: object): object }).toJSONSchema({
      io: 'input',
      unrepresentable: 'any',
    }),
  );
  return [...text.matchAll(/"driver":\{[^}]*?"(?:const|enum)":(\[[^\]]*\]|"[^"]*")/g)].flatMap(([, found]) =>
    [JSON.parse(found ?? '[]')].flat(),
  );
}

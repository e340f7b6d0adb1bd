import { defineConfig } from 'vitest/config';

const never = ['node_modules/**', 'dist/**', 'out/**'];
/** How long a poll without a deadline of its own goes on: a busy machine makes nothing fail, and what is there ends it at once. */
const expectWithPatience = { poll: { timeout: 10_000 } };

export default defineConfig({
  test: {
    maxWorkers: 2,
    // Of tests that run side by side in one file: rows of the fault table, which mostly wait.
    maxConcurrency: 40,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: never,
          expect: expectWithPatience,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.e2e.ts'],
          exclude: never,
          expect: expectWithPatience,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A browser and a whole terminal each: two at once disturb each other's deadlines.
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'power',
          include: ['tests/power/**/*.power.ts'],
          exclude: never,
          expect: expectWithPatience,
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'electron',
          include: ['tests/electron-smoke/**/*.smoke.ts'],
          exclude: never,
          expect: expectWithPatience,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

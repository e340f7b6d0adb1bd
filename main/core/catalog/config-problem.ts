import type { z } from 'zod';

/** What is wrong in a file a technician wrote, told so that it can be put right. */
export interface ConfigProblem {
  file: string;
  /** Where in the file, such as `fields.2.keyboard`; empty for the file as a whole. */
  key: string;
  /** What is wrong and what is allowed, to follow the key. */
  message: string;
}

/** One line for a log or a technician's screen. */
export function formatConfigProblem(problem: ConfigProblem): string {
  return `${problem.file}: ${problem.key === '' ? '' : `${problem.key} `}${problem.message}`;
}

export function describeIssue(file: string, issue: z.core.$ZodIssue): ConfigProblem[] {
  const path = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => ({
        file,
        key: path === '' ? name : `${path}.${name}`,
        message: 'is not a known key',
      }));
    case 'invalid_value':
      return [{ file, key: path, message: `must be one of: ${issue.values.map(String).join(', ')}` }];
    case 'invalid_format':
      return [
        {
          file,
          key: path,
          message: issue.pattern ? `must match ${issue.pattern}` : `must be ${issue.format}`,
        },
      ];
    default:
      return [{ file, key: path, message: `is wrong: ${issue.message}` }];
  }
}

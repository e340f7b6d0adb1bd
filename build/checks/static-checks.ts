import { type Check, toolCheck } from './check.ts';
import { docsCheck } from './docs-check.ts';
import { licenceCheck } from './licence-check.ts';

/** What is checked without running the product. */
export const staticChecks: Check[] = [
  toolCheck('types', 'typescript/bin/tsc', ['-p', '.']),
  toolCheck('lint', '@biomejs/biome/bin/biome', [
    'check',
    '--error-on-warnings',
    '--max-diagnostics=200',
    '.',
  ]),
  toolCheck('imports', 'rev-dep/bin.js', ['config', 'run', '--list-all-issues']),
  toolCheck('unused', 'knip/bin/knip.js', ['--no-progress', '--treat-config-hints-as-errors']),
  licenceCheck,
  docsCheck,
];

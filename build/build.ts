import { BuildFailure, buildAll } from './build-all.ts';

try {
  await buildAll();
} catch (error) {
  if (!(error instanceof BuildFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

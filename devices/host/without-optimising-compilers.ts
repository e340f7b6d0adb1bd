/**
 * From now on this process compiles its code once, quickly, and never again for speed: a host waits for its device,
 * and the first run of the two optimising compilers alone takes 5 MB of the program's pages into its resident set.
 * Not given as flags at the start, for with other flags the runtime's own code must be compiled anew (4 MB).
 */
export function withoutOptimisingCompilers(): void {
  // Not imported: the module's other exports would be loaded with it.
  const v8 = process.getBuiltinModule('node:v8');
  v8.setFlagsFromString('--no-opt');
  v8.setFlagsFromString('--no-maglev');
}

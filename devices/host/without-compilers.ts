/**
 * From now on this process interprets what it has not compiled yet: a host waits for its device, and the first run of
 * the optimising compilers alone takes 5 MB of the program's pages into its resident set for good. Not given as flags at
 * the start, for with other flags the runtime's own code must be compiled anew (4 MB).
 */
export function withoutCompilers(): void {
  // Not imported: the module's other exports would be loaded with it.
  const v8 = process.getBuiltinModule('node:v8');
  for (const compiler of ['opt', 'maglev', 'sparkplug']) v8.setFlagsFromString(`--no-${compiler}`);
}

import { join } from 'node:path';
import { root } from './root.ts';

export const distDirectory = join(root, 'dist');

/** Absolute paths of everything `npm run build` makes; the programs are what the shell's `--programs` takes. */
export const builtPaths = {
  programs: {
    core: join(distDirectory, 'processes', 'core.mjs'),
    precheck: join(distDirectory, 'processes', 'precheck.mjs'),
    deviceHost: join(distDirectory, 'processes', 'device-host.mjs'),
    fleetAgent: join(distDirectory, 'processes', 'fleet-agent.mjs'),
  },
  /** Starts first on a terminal and lies outside the slots. */
  keeper: join(distDirectory, 'node-body', 'keeper.mjs'),
  /** The shell where Electron's runtime cannot be had. */
  nodeShell: join(distDirectory, 'node-body', 'shell.mjs'),
  kioskDirectory: join(distDirectory, 'kiosk'),
  fleetConsoleDirectory: join(distDirectory, 'fleet-console'),
  /** A PostgreSQL that was just set up, so that no first start waits for it. */
  fleetEmptyDatabase: join(distDirectory, 'fleet-database', 'empty.tar.gz'),
  helpDeskDirectory: join(distDirectory, 'help-desk'),
  benchPageDirectory: join(distDirectory, 'bench-page'),
  electronMain: join(distDirectory, 'electron', 'main.mjs'),
  electronPreload: join(distDirectory, 'electron', 'preload.cjs'),
} as const;

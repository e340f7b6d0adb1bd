import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { distDirectory } from './paths.ts';
import { root } from './root.ts';

/** Something that is built on its own and skipped while nothing it is made of has changed. */
export interface BuildTarget {
  name: string;
  /** Folders and files relative to the repository; every file in them counts except tests. */
  inputs: string[];
  outputDirectory: string;
  build(outputDirectory: string): Promise<void>;
}

/** Packages with native parts, data files or workers of their own stay packages; all others are bundled. */
const externalPackages = [
  '@serialport/bindings-cpp',
  '@serialport/stream',
  '@techstark/opencv-js',
  'better-sqlite3',
  'electron',
  'node-hid',
  'pino',
  'sharp',
  'tesseract.js',
];
const sharedInputs = ['package-lock.json', 'build/targets.ts'];
const nodeTarget = 'node24';

export const buildTargets: BuildTarget[] = [
  {
    name: 'processes',
    inputs: [
      ...sharedInputs,
      'contract',
      'link',
      'devices',
      'db',
      'city',
      'catalog',
      'fleet/agent',
      'main/core',
      'main/fleet-agent',
      'main/process',
    ],
    outputDirectory: join(distDirectory, 'processes'),
    build: (outputDirectory) =>
      buildPrograms(outputDirectory, {
        core: 'main/core/entry.ts',
        precheck: 'main/core/precheck/entry.ts',
        'device-host': 'devices/host/entry.ts',
        'fleet-agent': 'main/fleet-agent/entry.ts',
      }),
  },
  {
    name: 'node-body',
    inputs: [...sharedInputs, 'contract', 'link', 'fleet/agent', 'main/process', 'main/shell'],
    outputDirectory: join(distDirectory, 'node-body'),
    build: (outputDirectory) =>
      buildPrograms(outputDirectory, {
        keeper: 'fleet/agent/slots/entry.ts',
        shell: 'main/shell/node/main.ts',
      }),
  },
  {
    name: 'electron',
    inputs: [...sharedInputs, 'contract', 'link', 'main'],
    outputDirectory: join(distDirectory, 'electron'),
    async build(outputDirectory) {
      await buildPrograms(outputDirectory, { main: 'main/shell/electron/main.ts' });
      await buildPreload(outputDirectory, 'main/shell/electron/preload.ts');
    },
  },
  pageTarget('kiosk', 'renderer/vite.config.ts', ['contract', 'link', 'renderer']),
  pageTarget('help-desk', 'fleet/desk/vite.config.ts', ['contract', 'fleet/desk']),
  pageTarget('bench-page', 'devices/bench/page/vite.config.ts', [
    'contract',
    'link',
    'devices/bench/page',
    'renderer',
  ]),
  pageTarget('fleet-console', 'fleet/console/vite.config.ts', [
    'contract',
    'fleet/console',
    'renderer/ui/styles',
  ]),
  {
    name: 'fleet-database',
    inputs: ['node_modules/@electric-sql/pglite/package.json'],
    outputDirectory: join(distDirectory, 'fleet-database'),
    build: makeEmptyDatabase,
  },
];

export async function buildPrograms(outputDirectory: string, entries: Record<string, string>): Promise<void> {
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: externalPackages },
    build: {
      ssr: true,
      target: nodeTarget,
      outDir: outputDirectory,
      emptyOutDir: true,
      sourcemap: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
        output: {
          entryFileNames: '[name].mjs',
          chunkFileNames: 'shared/[name]-[hash].mjs',
          // A process keeps the text of its program; names stay, and the maps beside it lead back to the lines.
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  });
}

/** A sandboxed preload script is one CommonJS file that can require `electron` and nothing else. */
async function buildPreload(outputDirectory: string, entry: string): Promise<void> {
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      target: nodeTarget,
      outDir: outputDirectory,
      emptyOutDir: false,
      rolldownOptions: {
        input: { preload: join(root, entry) },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  });
}

/** Setting up a PostgreSQL takes seconds of a processor; unpacking one that was set up takes a tenth of that. */
async function makeEmptyDatabase(outputDirectory: string): Promise<void> {
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create();
  const archive = await database.dumpDataDir('gzip');
  await database.close();
  await mkdir(outputDirectory, { recursive: true });
  await writeFile(join(outputDirectory, 'empty.tar.gz'), Buffer.from(await archive.arrayBuffer()));
}

function pageTarget(name: string, configFile: string, inputs: string[]): BuildTarget {
  return {
    name,
    inputs: [...sharedInputs, ...inputs],
    outputDirectory: join(distDirectory, name),
    async build(outputDirectory) {
      const vite = await import('vite');
      await vite.build({
        configFile: join(root, configFile),
        logLevel: 'warn',
        // How long each plug-in took is nothing for somebody who starts a terminal.
        build: {
          outDir: outputDirectory,
          emptyOutDir: true,
          rolldownOptions: { checks: { pluginTimings: false } },
        },
      });
    },
  };
}

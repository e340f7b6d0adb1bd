import { fstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type FictionalPerson, fictionalPeopleSchema } from '../../contract/fictional-person.ts';
import { fictionalPeople } from '../../fixtures/index.ts';
import { paperToPng, paperToSvg } from '../receipt-printer/index.ts';
import { type Bench, openBench } from './bench.ts';
import { type BenchConfig, type BenchReady, benchConfigSchema } from './config.ts';
import { createControlRouter } from './control-router.ts';
import { startControlServer } from './control-server.ts';

const usage = `usage: node devices/bench/entry.ts --config <file.json> [--script <file.yaml>]

Plays all devices of a terminal on 127.0.0.1. Prints one JSON line when everything listens and ends with
SIGTERM or when its standard input ends. Only outputDirectory is required in the configuration. A script of
misfortunes (docs/devices/bench.md) starts with it; its seed is told on standard error.`;

const pageDirectory = fileURLToPath(new URL('../../dist/bench-page', import.meta.url));

async function readConfig(path: string): Promise<BenchConfig> {
  return benchConfigSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

async function readPeople(path: string | undefined): Promise<readonly FictionalPerson[]> {
  if (path === undefined) return fictionalPeople;
  return fictionalPeopleSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

async function main(configPath: string, scriptPath: string | undefined): Promise<void> {
  const config = await readConfig(configPath);
  const bench = await openBench(config, await readPeople(config.peopleFile));
  const control = await startControlServer({
    port: config.controlPort,
    router: createControlRouter(bench),
    files: {
      pictureJpeg: (pictureId) => bench.pictures.thumbnailJpeg(pictureId),
      paperSvg: (paperId) => drawn(bench, paperId, paperToSvg),
      documentPdf: (documentId) => bench.documentPrinter.findPdf(documentId),
      paperPng: async (paperId) => drawn(bench, paperId, paperToPng),
    },
    pageDirectory,
    onFailure: (error) => console.error(error),
  });

  const scriptFile = scriptPath ?? config.scriptFile;
  if (scriptFile !== undefined) await startScript(bench, scriptFile);

  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= control.stop().then(() => bench.close());
    void stopping.then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (isPipe(process.stdin.fd)) process.stdin.on('end', stop).resume();

  console.log(JSON.stringify(readyLine(bench, control.url)));
}

async function startScript(bench: Bench, path: string): Promise<void> {
  const started = await bench.script.start(await readFile(path, 'utf8'));
  if (!started.ok) throw new Error(`${path}: ${started.error}`);
  console.error(`script "${started.value.name}" plays with seed ${started.value.seed}`);
}

/** Only a pipe or socket says something about the parent when it ends; `/dev/null` has ended from the start. */
function isPipe(descriptor: number): boolean {
  const status = fstatSync(descriptor);
  return status.isFIFO() || status.isSocket();
}

function drawn<Drawing>(
  bench: Bench,
  paperId: number,
  draw: (paper: NonNullable<ReturnType<Bench['printer']['findPaper']>>) => Drawing,
): Drawing | null {
  const paper = bench.printer.findPaper(paperId);
  return paper && draw(paper);
}

function readyLine(bench: Bench, controlUrl: string): BenchReady {
  const at = (device: keyof Bench['ports']) => {
    const { tcpPort, ptyLink } = bench.ports[device];
    return { tcpPort, pty: ptyLink };
  };
  return {
    ready: true,
    controlUrl,
    devices: {
      'id-card-reader': at('id-card-reader'),
      'code-scanner': at('code-scanner'),
      'receipt-printer': at('receipt-printer'),
      'pickup-locker': at('pickup-locker'),
      'document-printer': at('document-printer'),
      door: at('door'),
      dispenser: at('dispenser'),
      'signature-pad': at('signature-pad'),
      'power-relay': at('power-relay'),
    },
    cameraFile: bench.camera.file,
    ledgerFile: bench.ledgerFile,
  };
}

const { config, script } = parseArgs({
  options: { config: { type: 'string' }, script: { type: 'string' } },
}).values;
if (config === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  await main(config, script).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}

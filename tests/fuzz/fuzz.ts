import { seededRandom } from '../../fixtures/index.ts';
import type { FuzzTarget } from './target.ts';

export interface FuzzReport {
  target: string;
  /** Good frames that followed the noise, all of them read. */
  goodFrames: number;
  frames: number;
  bytes: number;
  /** Messages the decoder found in the noise. */
  messages: number;
  seconds: number;
  /** Processor time of the most expensive frame. */
  slowestMs: number;
  largestPending: number;
}

/** A frame that costs the processor more hangs the terminal for a person. */
const hangMs = 1000;
const longestNoise = 64;

/**
 * Feeds random and mutated frames, in pieces, and after each batch a good one. Throws with the seed
 * and the number of the frame when the decoder crashes, hangs, grows, or misses the good frame.
 */
export function fuzz(target: FuzzTarget, options: { frames: number; seed: string }): FuzzReport {
  const random = seededRandom(`${options.seed} ${target.name}`);
  const below = (limit: number) => Math.floor(random() * limit);
  const decoder = target.make();
  const report = {
    target: target.name,
    frames: options.frames,
    goodFrames: 0,
    bytes: 0,
    messages: 0,
    seconds: 0,
    slowestMs: 0,
    largestPending: 0,
  };
  const startedAtMs = performance.now();
  for (let frame = 0; frame < options.frames; frame++) {
    const where = `${target.name}, seed ${options.seed}, frame ${frame}`;
    const bytes = random() < 0.4 ? noise(below) : mutated(target, below);
    const begun = process.cpuUsage();
    report.bytes += bytes.length;
    for (let offset = 0; offset < bytes.length; ) {
      const end = target.comesWhole ? bytes.length : offset + 1 + below(bytes.length);
      const piece = bytes.subarray(offset, end);
      offset += piece.length;
      report.messages += decoder.push(piece).length;
    }
    report.largestPending = Math.max(report.largestPending, decoder.pending);
    if (decoder.pending > target.maxPending) throw new Error(`${where}: the buffer grows`);
    if (random() < 0.25) {
      const good = pick(target.goodFrames, below);
      report.messages += decoder.fallSilent().length;
      const found = [...decoder.push(good.bytes), ...decoder.fallSilent()];
      report.goodFrames += 1;
      if (!found.includes(good.message)) throw new Error(`${where}: the good frame after the noise is lost`);
    }
    const { user, system } = process.cpuUsage(begun);
    report.slowestMs = Math.max(report.slowestMs, (user + system) / 1000);
    if (report.slowestMs > hangMs) throw new Error(`${where}: took ${report.slowestMs} ms`);
  }
  report.seconds = (performance.now() - startedAtMs) / 1000;
  return report;
}

type Below = (limit: number) => number;

function pick<Item>(items: readonly Item[], below: Below): Item {
  const item = items[below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function pickFrame({ goodFrames, seeds = [] }: FuzzTarget, below: Below): Uint8Array {
  const index = below(goodFrames.length + seeds.length);
  return seeds[index] ?? pick(goodFrames, below).bytes;
}

function noise(below: Below): Uint8Array {
  return Uint8Array.from({ length: 1 + below(longestNoise) }, () => below(256));
}

/** A good frame with bits flipped, cut, doubled in part, or run into another one. */
function mutated(target: FuzzTarget, below: Below): Uint8Array {
  const bytes = pickFrame(target, below);
  const at = below(bytes.length);
  switch (below(5)) {
    case 0:
      return bytes.with(at, (bytes[at] ?? 0) ^ (1 << below(8)));
    case 1:
      return bytes.slice(0, at + 1);
    case 2:
      return bytes.slice(at);
    case 3:
      return Uint8Array.from([...bytes.subarray(0, at), ...noise(below), ...bytes.subarray(at)]);
    default:
      return Uint8Array.from([...bytes.subarray(0, at), ...pickFrame(target, below)]);
  }
}

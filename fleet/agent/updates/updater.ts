import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../contract/clock.ts';
import {
  type ControllerBase,
  compareVersions,
  type Feedback,
  type UpdateProblem,
} from '../../../contract/fleet-update.ts';
import { err, ok, type Result } from '../../../contract/result.ts';
import { flushDirectory } from '../../../link/index.ts';
import { readReleaseFile } from '../slots/release-file.ts';
import { otherSlot } from '../slots/state.ts';
import type { KeeperAsk, Standing } from '../slots/words.ts';
import type { UpdaterBoundary } from './boundaries.ts';
import type { ContentPlace } from './content-slots.ts';
import type { CorePort } from './core-port.ts';
import { type DdiClient, sleepMsOf } from './ddi-client.ts';
import { download } from './download.ts';
import type { FleetLine } from './fleet-line.ts';
import { pause } from './pause.ts';
import { missingProofs } from './proof.ts';
import type { ReleaseTrust, TrustedRelease } from './release-trust.ts';
import { hasRoom, unpack } from './unpack.ts';

/** What the updater writes down; nothing of it names a person. */
export type UpdateEvent =
  | { event: 'update_begun'; actionId: string; release: string }
  | { event: 'update_refused'; actionId: string; problem: UpdateProblem }
  | { event: 'update_waits'; actionId: string }
  | { event: 'update_switches'; actionId: string; version: string }
  | { event: 'update_cancelled'; actionId: string }
  | { event: 'content_taken'; actionId: string; kind: string; version: string }
  | { event: 'update_told'; actionId: string; problem: UpdateProblem | null };

export interface UpdaterOptions {
  ddi: DdiClient;
  line: FleetLine;
  trust: ReleaseTrust;
  /** Null: nobody keeps slots here, so that only catalogue and notices can be updated. */
  askKeeper: ((ask: KeeperAsk) => Promise<Standing | null>) | null;
  core: CorePort;
  contents: Record<'catalogue' | 'notices', ContentPlace>;
  /** For what is being fetched; on the disk of the slots. */
  directory: string;
  /** Of this program, where no keeper names it. */
  programVersion: string;
  clock: Clock;
  signal: AbortSignal;
  write(event: UpdateEvent): void;
  atBoundary?: (name: UpdaterBoundary) => void;
}

type Stopped = 'cancelled' | 'try_again';
type Outcome = Result<'done' | 'switching', UpdateProblem | Stopped>;

const firstSleepMs = 5000;
const lookForRestMs = 3000;
/** Without a core nobody is being served; it may only be starting anew. */
const awayIsRestAfterMs = 120_000;
const proofEveryMs = 1000;
const finishedWith = (
  finished: Feedback['status']['result']['finished'],
  details: string[],
): Feedback['status'] => ({
  execution: 'closed',
  result: { finished },
  details,
});
const under = (execution: Feedback['status']['execution'], details: string[] = []): Feedback['status'] => ({
  execution,
  result: { finished: 'none' },
  details,
});

/**
 * Asks the fleet what is due, and does it. What it does may be torn off anywhere: the action stays with the fleet until this
 * terminal has said how it ended, and every step finds what was done already.
 */
export class Updater {
  readonly #options: UpdaterOptions;
  readonly #at: (name: UpdaterBoundary) => void;
  /** Of actions that were refused and whose refusal the fleet has not heard. */
  readonly #refused = new Map<string, UpdateProblem>();

  constructor(options: UpdaterOptions) {
    this.#options = options;
    this.#at = options.atBoundary ?? (() => {});
  }

  async run(): Promise<void> {
    const { clock, signal } = this.#options;
    await this.#prove();
    while (!signal.aborted) {
      const isTold = await this.#tellOutcome();
      const sleepMs = isTold ? await this.#lookOnce() : firstSleepMs;
      await pause(clock, sleepMs, signal);
    }
  }

  /** On trial nothing else is done: the way to being in service again is short. */
  async #prove(): Promise<void> {
    const { askKeeper, core, clock, signal } = this.#options;
    if (!askKeeper) return;
    let told = '';
    while (!signal.aborted) {
      const standing = await askKeeper({ ask: 'standing' });
      if (standing && standing.trial?.step !== 'running') break;
      if (standing?.trial) {
        const missing = missingProofs(core.health(), standing.trial.mustAnswer);
        const text = missing.join();
        if (text !== told || missing.length === 0) await askKeeper({ ask: 'proof', missing });
        told = text;
        if (missing.length === 0) continue;
      }
      await pause(clock, proofEveryMs, signal);
    }
    await this.#endTrial();
  }

  /** The core hears of it from its agent, as often as it has to start anew until it has. */
  async #endTrial(): Promise<void> {
    const { core, signal } = this.#options;
    const end = async () => {
      if (!signal.aborted && core.health()?.onTrial) await core.endTrial();
    };
    const stop = core.onChange(() => void end());
    signal.addEventListener('abort', stop);
    await end();
  }

  /** False: there is one, and the fleet has not heard it. */
  async #tellOutcome(): Promise<boolean> {
    const { askKeeper, ddi, write } = this.#options;
    const standing = await askKeeper?.({ ask: 'standing' });
    if (!askKeeper || !standing?.outcome) return true;
    const { actionId, problem } = standing.outcome;
    const heard = await ddi.feedback(
      actionId,
      problem === null ? finishedWith('success', []) : finishedWith('failure', [problem]),
    );
    if (!heard) return false;
    this.#at('outcome_heard');
    write({ event: 'update_told', actionId, problem });
    await askKeeper({ ask: 'reported', actionId });
    this.#at('outcome_told');
    return true;
  }

  /** Milliseconds until the next look. */
  async #lookOnce(): Promise<number> {
    const { ddi } = this.#options;
    const base = await ddi.poll();
    if (!base) return firstSleepMs;
    const { _links: links } = base;
    if (links?.configData) await this.#tellVersions();
    const href = links?.deploymentBase?.href;
    if (links?.cancelAction) await this.#hearCancel(links.cancelAction.href, null);
    else if (href) await this.#act(href, base);
    return sleepMsOf(base);
  }

  async #act(href: string, base: ControllerBase): Promise<void> {
    const { ddi, askKeeper } = this.#options;
    const due = await ddi.deployment(href);
    if (!due) return;
    const actionId = due.id;
    const standing = (await askKeeper?.({ ask: 'standing' })) ?? null;
    if (standing?.trial) return;
    this.#at('action_seen');
    const known = this.#refused.get(actionId);
    const result = known
      ? err(known)
      : await this.#do(actionId, due.deployment.chunks, standing, sleepMsOf(base));
    if (!result.ok) await this.#refuse(actionId, result.error);
    else if (result.value === 'done') await ddi.feedback(actionId, finishedWith('success', []));
  }

  async #refuse(actionId: string, why: UpdateProblem | Stopped): Promise<void> {
    const { ddi, write } = this.#options;
    if (why === 'cancelled' || why === 'try_again') return;
    if (!this.#refused.has(actionId)) write({ event: 'update_refused', actionId, problem: why });
    this.#refused.set(actionId, why);
    if (await ddi.feedback(actionId, finishedWith('failure', [why]))) this.#refused.delete(actionId);
  }

  async #do(
    actionId: string,
    chunks: readonly { artifacts: readonly { filename: string }[] }[],
    standing: Standing | null,
    sleepMs: number,
  ): Promise<Outcome> {
    const { ddi, trust, write } = this.#options;
    const filename = chunks[0]?.artifacts[0]?.filename;
    if (filename === undefined) return err('release_unknown');
    write({ event: 'update_begun', actionId, release: filename });
    await ddi.feedback(actionId, under('proceeding'));
    const release = await trust.find(filename);
    if (!release.ok) return err(release.error === 'fleet_unreachable' ? 'try_again' : release.error);
    this.#at('release_trusted');
    const { kind, version } = release.value.signed;
    const running = this.#runningVersion(kind, standing);
    if (running !== null && compareVersions(version, running) === 0) return ok('done');
    if (running !== null && compareVersions(version, running) < 0) return err('release_not_newer');
    if (kind === 'program' && !standing) return err('agent_failed');
    const archive = await this.#fetch(actionId, release.value);
    if (!archive.ok) return archive;
    this.#at('downloaded');
    return kind === 'program' && standing
      ? this.#switch(actionId, release.value, archive.value, standing, sleepMs)
      : this.#takeContent(actionId, release.value, archive.value);
  }

  async #fetch(actionId: string, release: TrustedRelease): Promise<Result<string, UpdateProblem | Stopped>> {
    const { ddi, line, clock, signal, directory } = this.#options;
    const downloads = join(directory, 'download');
    const archive = join(downloads, `${release.file.hashes['sha256']}.tgz`);
    await keepOnly(downloads, archive);
    const needed = release.file.length + release.signed.unpackedBytes;
    await ddi.feedback(actionId, under('download'));
    if (!(await hasRoom(directory, needed))) return err('disk_full');
    const fetched = await download(release, archive, { line, clock, signal });
    if (signal.aborted) return err('try_again');
    if (!fetched.ok) return fetched;
    await ddi.feedback(actionId, under('downloaded'));
    return ok(archive);
  }

  async #switch(
    actionId: string,
    { signed }: TrustedRelease,
    archive: string,
    standing: Standing,
    sleepMs: number,
  ): Promise<Outcome> {
    const { askKeeper, core, write } = this.#options;
    const slot = join(standing.directory, otherSlot(standing.slot));
    const beside = `${slot}.new`;
    const unpacked = await unpack(archive, beside, signed);
    if (!unpacked.ok) return unpacked;
    this.#at('unpacked');
    if ((await readReleaseFile(beside))?.version !== signed.version) {
      await rm(beside, { recursive: true });
      return err('release_malformed');
    }
    await rm(slot, { recursive: true, force: true });
    this.#at('slot_emptied');
    await rename(beside, slot);
    flushDirectory(standing.directory);
    this.#at('slot_filled');
    if ((await this.#waitForRest(actionId, sleepMs)) === 'cancelled') return err('cancelled');
    this.#at('rest_taken');
    const mustAnswer = core.health()?.answering ?? [];
    write({ event: 'update_switches', actionId, version: signed.version });
    const after = await askKeeper?.({ ask: 'switch', version: signed.version, actionId, mustAnswer });
    this.#at('switch_asked');
    if (after?.trial?.actionId === actionId) {
      await rm(archive, { force: true });
      return ok('switching');
    }
    await core.giveRestBack();
    return err('try_again');
  }

  /** Until nobody is being served. The fleet hears that this terminal is there and waits, and may call it off. */
  async #waitForRest(actionId: string, sleepMs: number): Promise<'rests' | 'cancelled'> {
    const { core, clock, signal, ddi, write } = this.#options;
    let awaySinceMs: number | null = null;
    let toldAtMs = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      const nowMs = clock.monotonicMs();
      if (nowMs - toldAtMs >= sleepMs) {
        if (toldAtMs === Number.NEGATIVE_INFINITY) write({ event: 'update_waits', actionId });
        toldAtMs = nowMs;
        await ddi.feedback(actionId, under('scheduled'));
        const href = (await ddi.poll())?._links?.cancelAction?.href;
        if (href && (await this.#hearCancel(href, actionId))) return 'cancelled';
      }
      const answer = await core.takeRest();
      if (answer === 'rests') return 'rests';
      awaySinceMs = answer === 'away' ? (awaySinceMs ?? nowMs) : null;
      if (awaySinceMs !== null && nowMs - awaySinceMs >= awayIsRestAfterMs) return 'rests';
      await pause(clock, lookForRestMs, signal);
    }
    return 'cancelled';
  }

  /** Called off what has not switched yet; what has, answers with its outcome. */
  async #hearCancel(href: string, underWay: string | null): Promise<boolean> {
    const { ddi, write } = this.#options;
    const actionId = await ddi.cancelled(href);
    if (actionId === null) return false;
    write({ event: 'update_cancelled', actionId });
    await ddi.cancelFeedback(actionId, finishedWith('success', []));
    return underWay === actionId;
  }

  async #takeContent(actionId: string, { signed }: TrustedRelease, archive: string): Promise<Outcome> {
    const { contents, core, directory, write } = this.#options;
    const { kind, version } = signed;
    if (kind === 'program') return err('agent_failed');
    const unpacked = await unpack(archive, join(directory, `${kind}.new`), signed);
    if (!unpacked.ok) return unpacked;
    this.#at('unpacked');
    const place = contents[kind];
    const taken = await core.take(kind, await place.put(version, join(directory, `${kind}.new`)));
    if (taken !== true) {
      await place.drop(version);
      return err(taken === null ? 'try_again' : 'content_refused');
    }
    await place.use(version);
    await rm(archive, { force: true });
    write({ event: 'content_taken', actionId, kind, version });
    return ok('done');
  }

  #runningVersion(kind: TrustedRelease['signed']['kind'], standing: Standing | null): string | null {
    return kind === 'program'
      ? (standing?.version ?? this.#options.programVersion)
      : this.#options.contents[kind].version;
  }

  async #tellVersions(): Promise<void> {
    const { ddi, askKeeper, contents, programVersion } = this.#options;
    const standing = await askKeeper?.({ ask: 'standing' });
    await ddi.configData({
      program: standing?.version ?? programVersion,
      catalogue: contents.catalogue.version,
      notices: contents.notices.version,
    });
  }
}

/** What an earlier action fetched is of no use any more. */
async function keepOnly(directory: string, archive: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const name of await readdir(directory)) {
    if (join(directory, name) !== archive) await rm(join(directory, name), { recursive: true });
  }
}

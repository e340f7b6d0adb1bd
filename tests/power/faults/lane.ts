import type { FictionalPerson } from '../../../contract/fictional-person.ts';
import { fictionalPeople, seededRandom } from '../../../fixtures/index.ts';
import type { Violation } from '../../../main/core/cases/index.ts';
import { DeathChooser } from './death-chooser.ts';
import type { MortalTerminal } from './mortal-terminal.ts';
import { type PersonalDataFinding, PersonalDataSearch } from './personal-data.ts';
import { type Death, deathMark, readDeaths, readTrace, writePlan } from './plan.ts';
import { playVisit, prepareVisit } from './resident.ts';
import { comeToRest, exportedAudit } from './rest.ts';
import type { Found, Recovery } from './summary.ts';
import { countInvoices } from './surroundings.ts';
import { drawVisit, type Visit, visitKindsOf } from './visit.ts';

export interface LaneOptions {
  kills: number;
  /** Everything that is drawn depends on it. */
  seedText: string;
  /** Every life ends at this boundary. */
  onlyBoundary: string | null;
  say(line: string): void;
  /** Ends the run after the life that is under way. */
  stop: AbortSignal;
}

export interface LaneResult {
  found: Found;
  deaths: Death[];
  /** What is wrong, in words, with the kills since everything was last right. */
  findings: string[];
}

const killsBetweenRests = 20;
/** A boundary that does not come in so many visits is given up for whatever comes next. */
const visitsPerPlan = 1;
const latestFallback = 20;

/** One terminal that residents use while its lives end one after another. */
export class Lane {
  readonly #terminal: MortalTerminal;
  readonly #options: LaneOptions;
  readonly #random: () => number;
  readonly #chooser: DeathChooser;
  readonly #search = new PersonalDataSearch(fictionalPeople);
  readonly #recoveries: Recovery[] = [];
  readonly #violations = new Map<string, Violation>();
  readonly #personalData = new Map<string, PersonalDataFinding>();
  readonly #findings: string[] = [];
  readonly #torn = new Set<FictionalPerson>();
  #deaths: Death[] = [];
  #wholeTerminal = false;
  #passed = 0;
  #unplannedSeen = 0;
  #stuck = 0;
  #rests = 0;
  #sinceRest: string[] = [];

  constructor(terminal: MortalTerminal, options: LaneOptions) {
    this.#terminal = terminal;
    this.#options = options;
    this.#random = seededRandom(options.seedText);
    this.#chooser = new DeathChooser(this.#random, visitKindsOf[terminal.hopperHolds], options.onlyBoundary);
  }

  async run(): Promise<LaneResult> {
    const begunAt = performance.now();
    const { kills, say, stop } = this.#options;
    let restAt = Math.min(killsBetweenRests, kills);
    while (this.#deaths.length < kills && !stop.aborted) {
      await this.#oneLife();
      if (this.#deaths.length < restAt && !stop.aborted) continue;
      await this.#rest();
      restAt = Math.min(this.#deaths.length + killsBetweenRests, kills);
      const seconds = (performance.now() - begunAt) / 1000 / this.#deaths.length;
      say(
        `${this.#deaths.length}/${kills} kills, ${seconds.toFixed(2)} s each, longest recovery ${Math.max(0, ...this.#recoveries.map(({ ms }) => ms))} ms, ${this.#findings.length} findings`,
      );
    }
    return { found: this.#found(), deaths: this.#deaths, findings: this.#findings };
  }

  /** Visits until the planned death, or the deaths, have come, and the terminal is back. */
  async #oneLife(): Promise<void> {
    const { directory } = this.#terminal;
    const { deaths, visit, wholeTerminal } = this.#chooser.next(this.#deaths.length + 1);
    this.#wholeTerminal = wholeTerminal;
    const withPids = wholeTerminal ? this.#terminal.otherPids() : [];
    writePlan(
      directory,
      deaths.map((death, index) => (index === 0 ? { ...death, withPids } : death)),
    );
    const wanted = this.#deaths.length + deaths.length;
    await this.#visit(visit);
    for (let visits = 1; this.#deaths.length < wanted; visits++) {
      if (visits >= visitsPerPlan && this.#options.onlyBoundary === null) {
        const left = deaths.slice(this.#deaths.length - wanted);
        writePlan(
          directory,
          left.map((death) => ({
            ...death,
            boundary: null,
            occurrence: 1 + Math.floor(this.#random() * latestFallback),
          })),
        );
      }
      await this.#visit(drawVisit(this.#random, visit.kind));
    }
  }

  async #visit(visit: Visit): Promise<void> {
    const { bench, city, line } = this.#terminal;
    const outside = { bench, city, line };
    await prepareVisit(outside, visit);
    const window = await this.#serving();
    const onCode = (code: string) => this.#search.addCode(code);
    const end = await playVisit({ window, outside, onCode }, visit);
    if (end.kind === 'torn') {
      this.#torn.add(visit.person);
      await this.#serving();
    }
    if (end.kind === 'stuck') {
      this.#stuck += 1;
      this.#find(`stuck: ${end.at}`);
    }
    this.#learn(visit);
  }

  #learn(visit: Visit): void {
    const trace = readTrace(this.#terminal.directory);
    const passed = trace.slice(this.#passed);
    this.#passed = trace.length;
    const death = passed.indexOf(deathMark);
    const alive = death < 0 ? passed : passed.slice(0, death);
    const afterwards = death < 0 ? [] : passed.slice(death).filter((name) => name !== deathMark);
    this.#chooser.learn(alive, visit);
    this.#chooser.learnRecovery(afterwards);
  }

  /** Waits for the terminal and takes down how long it was away. */
  async #serving() {
    const window = await this.#terminal.openWindow();
    await window.until(({ screen }) => screen.name !== 'out_of_service' || screen.reason !== 'starting');
    this.#noteDeaths(Date.now());
    return window;
  }

  /** Of deaths in a row only the last one was followed by this serving. */
  #noteDeaths(servedAtMs: number): void {
    const all = readDeaths(this.#terminal.directory);
    const fresh = all.slice(this.#deaths.length);
    const last = fresh.at(-1);
    if (last) {
      this.#recoveries.push({
        ms: servedAtMs - last.atMs,
        kill: `${this.#options.seedText} ${last.kill} ${last.boundary}`,
        wholeTerminal: this.#wholeTerminal,
      });
    }
    this.#sinceRest.push(...fresh.map(({ kill, boundary }) => `${kill} ${boundary}`));
    this.#deaths = all;
  }

  async #rest(): Promise<void> {
    const { directory, line, surroundings } = this.#terminal;
    writePlan(directory, []);
    const { violations, stuck } = await comeToRest(this.#terminal, this.#torn);
    this.#torn.clear();
    this.#stuck += stuck.length;
    for (const at of stuck) this.#find(`stuck on the way back: ${at}`);
    for (const violation of violations) {
      if (this.#violations.has(violation.detail)) continue;
      this.#violations.set(violation.detail, violation);
      this.#find(`${violation.invariant}: ${violation.detail}`);
    }
    for (const end of this.#terminal.unplannedEnds.slice(this.#unplannedSeen))
      this.#find(`unplanned: ${end}`);
    this.#unplannedSeen = this.#terminal.unplannedEnds.length;
    const urls = line.passed.splice(0).map(({ path }) => path);
    const found = [
      ...this.#search.inDirectories(directory, ['terminal', 'terminal.keys', 'logs']),
      ...this.#search.inBytes('audit export', exportedAudit(surroundings.dataDirectory)),
      ...urls.flatMap((url) => this.#search.inUrl(url)),
    ];
    for (const finding of found) {
      const key = `${finding.kind} as ${finding.encoding} in ${finding.place}`;
      if (this.#personalData.has(key)) continue;
      this.#personalData.set(key, finding);
      this.#find(`I7: ${key}`);
    }
    this.#search.forgetCodes();
    if (this.#terminal.hopperHolds === 'invoices') await countInvoices(this.#terminal, this.#rests);
    this.#rests += 1;
    this.#sinceRest = [];
  }

  #find(what: string): void {
    const finding = `seed ${this.#options.seedText}, kills since the last rest [${this.#sinceRest.join('; ')}]: ${what}`;
    this.#findings.push(finding);
    this.#options.say(finding);
  }

  #found(): Found {
    return {
      kills: this.#deaths.length,
      recoveries: this.#recoveries,
      violations: [...this.#violations.values()],
      personalData: [...this.#personalData.values()],
      unplannedEnds: this.#terminal.unplannedEnds.length,
      stuckVisits: this.#stuck,
    };
  }
}

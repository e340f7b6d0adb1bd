import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { builtPaths } from '../../build/paths.ts';
import { findFreePort } from '../../build/stack/free-port.ts';
import { systemClock } from '../../contract/clock.ts';
import { caseDaySchema } from '../../contract/fleet-cases.ts';
import type { CaseRow, TerminalRow } from '../../contract/fleet-console.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { type ConsoleClient, signInToConsole } from '../../tests/fleet/console-client.ts';
import { coreAway } from '../../tests/fleet/core-away.ts';
import { startMosquitto } from '../../tests/fleet/mosquitto.ts';
import { startPostgresql } from '../../tests/fleet/postgresql.ts';
import { type Agent, startAgent } from '../agent/index.ts';
import { fleetConfigSchema } from './config.ts';
import type { FleetEvent } from './log.ts';
import { type RunningFleet, startFleet } from './start-fleet.ts';
import { exampleReport } from './test-report.ts';

const terminalId = terminalIdSchema.parse('HALL-0001');
const deadlineMs = 60_000;
const now = new Date();
const cases = caseDaySchema.parse({
  day: now.toISOString().slice(0, 10),
  items: [
    {
      itemCode: '310000000001',
      itemName: { zh: '敬老卡', en: 'Senior card' },
      hours: [{ hour: now.getUTCHours(), begun: 2, finished: 1, refused: 0, givenUp: 1, failed: 0 }],
    },
  ],
});

/** With what is embedded, and with what Debian has: the same server, the same terminals. */
describe.each(['embedded', 'PostgreSQL and Mosquitto'])('a whole fleet server, %s', (kind) => {
  const isEmbedded = kind === 'embedded';
  const written: FleetEvent[] = [];
  const stops: (() => Promise<void>)[] = [];
  let directory: string;
  let fleet: RunningFleet;
  let desk: ConsoleClient;
  let agent: Agent;

  const start = async (brokerPort: number, databaseUrl: string | null) =>
    startFleet(
      fleetConfigSchema.parse({
        dataDirectory: join(directory, 'fleet'),
        consoleDirectory: builtPaths.fleetConsoleDirectory,
        helpDeskDirectory: builtPaths.helpDeskDirectory,
        emptyDatabase: builtPaths.fleetEmptyDatabase,
        invite: [{ terminalId }],
        brokerPort,
        ...(databaseUrl === null
          ? {}
          : {
              databaseUrl,
              broker: { url: `mqtts://127.0.0.1:${brokerPort}`, directory: join(directory, 'mosquitto') },
            }),
      }),
      {
        clock: systemClock,
        write: (event) => written.push(event),
        onFailure: (error) => {
          throw error;
        },
      },
    );

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'budayang-start-'));
    const brokerPort = await findFreePort();
    const postgresql = isEmbedded ? null : await startPostgresql();
    if (postgresql) stops.unshift(postgresql.stop);
    fleet = await start(brokerPort, postgresql?.newDatabase() ?? null);
    stops.unshift(() => fleet.stop());
    if (!isEmbedded) stops.unshift((await startMosquitto(join(directory, 'mosquitto'))).stop);
    // What is told before the server listens there, it hears with the next report, cases within the hour.
    const isListening = () => expect(written).toContainEqual({ event: 'broker_connected' });
    if (!isEmbedded) await vi.waitFor(isListening, { timeout: deadlineMs });
    const secrets = JSON.parse(await readFile(fleet.secretsFile, 'utf8'));
    desk = await signInToConsole({ consoleUrl: fleet.consoleUrl, admin: secrets.admin });
    const { enrolmentUrl, authorityFingerprint } = fleet;
    const enrolmentCode = secrets.invitations[terminalId];
    agent = startAgent({
      settings: {
        terminalId,
        dataDirectory: join(directory, 'terminal'),
        fleet: { enrolmentUrl, authorityFingerprint, enrolmentCode },
      },
      clock: systemClock,
      versions: exampleReport().versions,
      core: coreAway,
      write: () => {},
    });
    stops.unshift(() => agent.stop());
  }, deadlineMs);
  afterAll(async () => {
    for (const stop of stops) await stop();
    await rm(directory, { recursive: true });
  });

  /** The first that fits, of what a stream of the console tells. */
  async function seen<Told>(
    stream: Promise<AsyncIterable<Told>>,
    fits: (told: Told) => boolean,
  ): Promise<Told> {
    for await (const told of await stream) if (fits(told)) return told;
    throw new Error('the stream has ended');
  }

  it(
    'a terminal enrols with its code and reports -> the console shows it and its cases',
    async () => {
      const { status } = exampleReport();
      if (status) agent.tellStatus(status);
      agent.tellCases([cases]);
      const isOk = ({ rows }: { rows: TerminalRow[] }) => rows.some(({ state }) => state === 'ok');
      expect((await seen(desk.watchTerminals(), isOk)).rows).toMatchObject([{ terminalId, state: 'ok' }]);
      const [from, to] = [0, 86_400_000].map((ms) => new Date(Date.parse(cases.day) + ms).toISOString());
      const counted = await seen(
        desk.watchCases({ terminalId, from: from ?? '', to: to ?? '' }),
        (rows: CaseRow[]) => rows.length > 0,
      );
      expect(counted).toMatchObject([{ itemCode: '310000000001', begun: 2, finished: 1, givenUp: 1 }]);
      const told = written.map(({ event }) => event);
      expect(told).toContain('terminal_enrolled');
      expect(told.includes('broker_connected')).toBe(!isEmbedded);
    },
    deadlineMs,
  );

  it('a pass for calls that nobody signed, or a session that nobody has -> no line, and written down', async () => {
    const refused = (path: string, headers: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(new URL(path, fleet.consoleUrl.replace('http', 'ws')), { headers });
        socket.on('error', (error) => resolve(error.message));
        socket.on('open', () => resolve('open'));
      });
    written.length = 0;
    expect(await refused('/help/terminal', { authorization: `Bearer ${terminalId}.bm90aGluZw` })).toContain(
      '401',
    );
    expect(await refused('/help/helper', { cookie: 'budayang_fleet=guessed' })).toContain('401');
    expect(written).toEqual([
      { event: 'token_refused', door: 'help_terminal' },
      { event: 'token_refused', door: 'help_desk' },
    ]);
  });
});

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../contract/clock.ts';
import type { Invitation } from '../../contract/fleet-console.ts';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import { createHelpHub, isOpenAt, terminalPath } from '../help/index.ts';
import { Authority } from './authority.ts';
import { type Broker, startBroker } from './broker.ts';
import { CallBackBook } from './call-back-book.ts';
import { CaseCounts } from './case-counts.ts';
import { createCaseDesk } from './case-desk.ts';
import type { FleetConfig } from './config.ts';
import { createConsoleRouter } from './console-router.ts';
import { startConsoleServer, tokenIn } from './console-server.ts';
import { openDatabase } from './database.ts';
import { startEnrolmentListener } from './enrolment-listener.ts';
import { Enrolments } from './enrolments.ts';
import { HelpPasses } from './help-passes.ts';
import type { WriteEvent } from './log.ts';
import type { TerminalMessage } from './messages.ts';
import { connectToMosquitto } from './mosquitto.ts';
import { firstAdmin, People } from './people.ts';
import { reaches, rightsOf } from './rights.ts';
import { TerminalBook } from './terminal-book.ts';
import { startUpdates } from './updates/start-updates.ts';

export interface RunningFleet {
  consoleUrl: string;
  enrolmentUrl: string;
  /** What a terminal's configuration names its fleet by. */
  authorityFingerprint: string;
  /** Readable to this user alone: see `StartSecrets`. */
  secretsFile: string;
  stop(): Promise<void>;
}

/** What is told once and kept nowhere else; the file is written anew at each start. */
export interface StartSecrets {
  /** Null once the admin has a password of their own. */
  admin: { userName: string; oneTimePassword: string } | null;
  /** Enrolment code by terminal. */
  invitations: Record<string, string>;
  /** How each of them reaches the helpers. */
  helpCalls: Record<string, Invitation['helpCalls']>;
}

/** Database, authority, broker, enrolment and console of one fleet, in this process. */
export async function startFleet(
  config: FleetConfig,
  ports: { clock: Clock; write: WriteEvent; onFailure(error: unknown): void },
): Promise<RunningFleet> {
  const { clock, write, onFailure } = ports;
  const { dataDirectory, listenOn, publicName } = config;
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const authority = await Authority.open(join(dataDirectory, 'authority'), clock.wallMs());
  const [database, { key, certificate }] = await Promise.all([
    openDatabase(
      config.databaseUrl === undefined
        ? { directory: join(dataDirectory, 'database'), emptyDatabase: config.emptyDatabase }
        : { url: config.databaseUrl, onFailure },
    ),
    authority.issueForServer(publicName, clock.wallMs()),
  ]);
  const enrolments = new Enrolments({
    database,
    authority,
    clock,
    lifetimeMs: config.codeLifetimeMinutes * 60_000,
  });
  const people = new People(database, clock);
  const book = new TerminalBook({ database, clock, write, onFailure });
  const cases = new CaseCounts({ database, clock, keptDays: config.casesKeptDays, onFailure });
  await Promise.all([book.load(), cases.load()]);
  const shared = { listenOn, authority: authority.pem, key, certificate, write };
  const onMessage = (message: TerminalMessage) => {
    const { terminalId, kind } = message;
    if (kind !== 'cases') return book.hear(message);
    const isMember = book.districtOf(terminalId) !== undefined;
    if (isMember && !cases.hear(terminalId, message.cases)) {
      write({ event: 'message_refused', terminalId, cause: 'other_time' });
    }
  };
  const broker: Broker = config.broker
    ? await connectToMosquitto({
        ...config.broker,
        ...{ listenOn, authority, onMessage, write },
        revoked: () => enrolments.revoked(),
        nowMs: () => clock.wallMs(),
      })
    : await startBroker({
        ...shared,
        publicName,
        port: config.brokerPort,
        isCurrent: async (terminalId, fingerprint) => book.isCurrent(terminalId, fingerprint),
        onMessage,
      });
  const updates = await startUpdates({
    ...{ ...shared, database, clock, publicName, onFailure },
    port: config.updatePort,
    directory: config.updateDirectory ?? join(dataDirectory, 'updates'),
    pollSeconds: config.updatePollSeconds,
    isCurrent: (terminalId, fingerprint) => book.isCurrent(terminalId, fingerprint),
  });
  const enrolment = await startEnrolmentListener({
    ...shared,
    port: config.enrolmentPort,
    enrolments,
    updateUrl: updates.url,
    brokerUrl: broker.url,
    async onEnrolled({ terminalId }) {
      write({ event: 'terminal_enrolled', terminalId });
      await book.load(terminalId);
      await broker.certificateReplaced(terminalId);
    },
    onFailure,
  });
  const enrolmentUrl = `https://${publicName}:${enrolment.port}`;
  const authorityFingerprint = authority.fingerprint;
  const passes = await HelpPasses.open(dataDirectory, (terminalId) => book.page(terminalId) !== null);
  const callBacks = new CallBackBook(database, clock, onFailure);
  await callBacks.start();
  const districtOfHelper = new Map<string, string | null>();
  const hub = createHelpHub({
    ...{ clock, callBacks, onFailure },
    async nameTerminal(request) {
      const terminalId = passes.nameTerminal(request);
      if (terminalId === null) write({ event: 'token_refused', door: 'help_terminal' });
      return terminalId;
    },
    async nameHelper(request) {
      const token = tokenIn(request);
      const user = token === null ? null : await people.userOf(token);
      const isHelper = user && !user.mustChangePassword && rightsOf(user.role).includes('answer_calls');
      if (!isHelper) {
        write({ event: 'token_refused', door: 'help_desk' });
        return null;
      }
      districtOfHelper.set(user.userName, user.district);
      return user.userName;
    },
    limits: {
      mayAnswer(helperName, terminalId) {
        const its = book.districtOf(terminalIdSchema.parse(terminalId)) ?? null;
        return reaches(districtOfHelper.get(helperName) ?? null, its);
      },
      onRefused: (userName, terminalId) =>
        write({ event: 'call_refused', userName, terminalId, cause: 'other_district' }),
    },
    relay: config.relay ?? null,
    isOpenAt: (wallMs) => isOpenAt(config.helpHours, wallMs),
  });
  const helpCallsOf = (terminalId: TerminalId) => {
    const hubUrl = new URL(terminalPath, config.consoleOrigin ?? consoleServer.url);
    hubUrl.protocol = hubUrl.protocol === 'https:' ? 'wss:' : 'ws:';
    return { hubUrl: hubUrl.href, token: passes.tokenOf(terminalId) };
  };
  const caseDesk = config.city ? createCaseDesk({ ...config.city, clock, write }) : null;
  const consoleServer = await startConsoleServer({
    port: config.consolePort,
    origin: config.consoleOrigin ?? null,
    router: createConsoleRouter({
      ...{ people, book, cases, updates, enrolmentUrl, authorityFingerprint, helpCallsOf, caseDesk, write },
      invite: (terminalId, district) => enrolments.invite(terminalId, district),
    }),
    pageDirectory: config.consoleDirectory,
    helpDeskDirectory: config.helpDeskDirectory,
    hub,
    async readCaseDocument(caseId, token) {
      const user = token === null ? null : await people.userOf(token);
      const mayRead = user && !user.mustChangePassword && rightsOf(user.role).includes('handle_cases');
      if (!caseDesk || !mayRead) return null;
      const terminalId = user.district === null ? null : await caseDesk.terminalOf(caseId);
      const isTheirs =
        user.district === null || (terminalId && book.districtOf(terminalId) === user.district);
      if (!isTheirs) return null;
      const document = await caseDesk.document(caseId);
      if (document) write({ event: 'case_document_opened', caseId, by: user.userName });
      return document;
    },
    onFailure,
  });

  const secretsFile = join(dataDirectory, 'start-secrets.json');
  const oneTimePassword = await people.firstPassword();
  const secrets: StartSecrets = {
    admin: oneTimePassword === null ? null : { userName: firstAdmin, oneTimePassword },
    invitations: {},
    helpCalls: {},
  };
  for (const { terminalId, code } of config.invite) {
    secrets.invitations[terminalId] = (await enrolments.invite(terminalId, null, code)).code;
    secrets.helpCalls[terminalId] = helpCallsOf(terminalId);
  }
  await writeFile(secretsFile, JSON.stringify(secrets), { mode: 0o600 });

  return {
    consoleUrl: consoleServer.url,
    enrolmentUrl,
    authorityFingerprint,
    secretsFile,
    async stop() {
      book.stop();
      callBacks.stop();
      hub.close();
      await Promise.all([consoleServer.stop(), enrolment.stop(), updates.stop(), broker.stop()]);
      await cases.stop();
      await database.close();
    },
  };
}

import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { ORPCError, onError } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { type Clock, type RandomSource, systemClock, systemRandom } from '../contract/clock.ts';
import { createCases } from './cases.ts';
import { createCityCodes } from './city-codes.ts';
import type { CitySetup } from './config.ts';
import { createControlRouter } from './control-router.ts';
import { openCityDatabase } from './database.ts';
import { createDecisions } from './decisions.ts';
import { createCityItems } from './items/index.ts';
import { createLedger } from './ledger.ts';
import { createNotifications } from './notifications.ts';
import { callerOf, createOfficerDesk } from './officer/index.ts';
import { generateOpenApi } from './openapi.ts';
import { createParcels } from './parcels.ts';
import { createPaymentMishaps, createPayments, type PaymentMishaps } from './payment/index.ts';
import { listen, type PublicServer, shut, startPublicServer } from './public-server.ts';
import { createCityRouter } from './router.ts';
import { createCompanies, createDigitalInvoices, createPaperInvoices } from './tax/index.ts';

/** Two pages of 12 MB as base64, or one PDF of them, and what surrounds them. */
const maxBodyBytes = 40 * 1024 * 1024;

/** Where originals are fetched by a phone, without the terminal's API. */
const originalsPath = '/originals/';
const originalHeaders = {
  'content-type': 'application/xml; charset=utf-8',
  'content-disposition': 'attachment; filename="invoice.xml"',
  'cache-control': 'no-store',
};

export interface CityPorts {
  clock: Clock;
  random: RandomSource;
  /** Gets every failure that is not part of the contract. It may hold personal data: tell its name, never its text. */
  onFailure: (error: unknown) => void;
}

export interface RunningCity {
  /** Of the published API; `/openapi.json` describes it. */
  baseUrl: string;
  controlUrl: string;
  ledgerFile: string;
  /** Cuts all connections and closes the ledger. */
  stop(): Promise<void>;
}

/** Starts the embedded city in this process. Rejects when a port is taken or the ledger cannot be opened. */
export async function startCity(setup: CitySetup, given: Partial<CityPorts> = {}): Promise<RunningCity> {
  const ports: CityPorts = { clock: systemClock, random: systemRandom, onFailure: () => {}, ...given };
  const { config, people, companies: registered } = setup;
  const { database, isNew } = openCityDatabase(config.ledgerFile);
  const ledger = createLedger(database);
  const codes = createCityCodes(database, ledger, ports);
  const parcels = createParcels(database, ledger, ports);
  const { clock } = ports;
  const { regionCode } = config;
  const { random } = ports;
  const companies = createCompanies({ companies: registered, people, database, ledger, clock, random });
  const paperInvoices = createPaperInvoices(database, ledger, clock, registered);
  const digitalInvoices = createDigitalInvoices({ database, ledger, clock, random, regionCode });
  const decisions = createDecisions(database, ledger, clock);
  const officerDesk = createOfficerDesk(database, decisions, clock);
  const { officerToken = null } = config;
  const items = createCityItems({
    ...{ parcels, companies, paperInvoices, digitalInvoices, officerDesk, regionCode },
    hasOfficers: officerToken !== null,
    linkTo: (token) => `${config.publicUrl ?? server?.baseUrl}${originalsPath}${token}`,
  });
  const notifications = createNotifications(database, ledger, clock);
  const cases = createCases({
    ...{ database, ledger, items, parcels, decisions, clock, regionCode },
  });
  const payments = createPayments({
    ...{ database, ledger, clock, random },
    isAccepted: (caseId) => cases.lookUp(caseId) !== null,
  });
  const mishaps = createPaymentMishaps();
  if (isNew) {
    for (const { personId, ...placement } of config.parcels) {
      const person = people.find((each) => each.personId === personId);
      const { terminalId } = config;
      if (person) parcels.place({ ...placement, idNumber: person.card.idNumber, terminalId });
    }
  }

  let server: PublicServer | undefined;
  const listener = await createPublicListener(
    createCityRouter({
      ...{ people, codes, items, cases, parcels, decisions, notifications, payments, clock },
      ...{ companies, paperInvoices, officerDesk, officerToken },
    }),
    () => server?.holdAnswer() ?? Promise.resolve(),
    mishaps,
    (token) => digitalInvoices.readByToken(token),
    ports.onFailure,
  );
  try {
    const publicServer = await startPublicServer({ port: config.port, clock, listener });
    server = publicServer;
    const control = createControlRouter({
      people,
      codes,
      parcels,
      decisions,
      payments,
      companies,
      paperInvoices,
      mishaps,
      ledger,
      server: publicServer,
      terminalId: config.terminalId,
      codeLifetimeMs: config.codeLifetimeMs,
    });
    const controlServer = createServer(createControlListener(control, ports.onFailure));
    const controlPort = await listen(controlServer, config.controlPort);
    return {
      baseUrl: publicServer.baseUrl,
      controlUrl: `http://127.0.0.1:${controlPort}`,
      ledgerFile: config.ledgerFile,
      async stop() {
        await Promise.all([publicServer.stop(), shut(controlServer)]);
        database.close();
      },
    };
  } catch (cause) {
    await server?.stop();
    database.close();
    throw cause;
  }
}

/** The city acted, and its answer goes nowhere. */
class AnswerLost extends Error {}

async function createPublicListener(
  router: ReturnType<typeof createCityRouter>,
  holdAnswer: () => Promise<void>,
  mishaps: PaymentMishaps,
  readOriginal: (token: string) => string | null,
  onFailure: (error: unknown) => void,
): Promise<RequestListener> {
  const openApi = JSON.stringify(await generateOpenApi());
  const handler = new OpenAPIHandler(router, {
    plugins: [new BodyLimitPlugin({ maxBodySize: maxBodyBytes })],
    rootInterceptors: [
      async ({ next, request }) => {
        const answer = await next();
        await holdAnswer();
        if (!answer.matched || !request.url.pathname.startsWith('/v1/payments/')) return answer;
        const response = mishaps.apply(answer.response);
        if (!response) throw new AnswerLost();
        return { ...answer, response };
      },
    ],
    interceptors: [onError((error) => reportUnexpected(error, onFailure))],
  });
  return (request, response) => {
    if (request.method === 'GET' && request.url === '/openapi.json') {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(openApi);
      return;
    }
    if (request.method === 'GET' && request.url?.startsWith(originalsPath)) {
      const xml = readOriginal(request.url.slice(originalsPath.length));
      // Gone, expired and never made look the same to somebody who tries names.
      if (xml === null) response.writeHead(404).end();
      else response.writeHead(200, { ...originalHeaders, 'content-length': Buffer.byteLength(xml) }).end(xml);
      return;
    }
    answerOr404(
      handler.handle(request, response, { context: callerOf(request.headers) }),
      request,
      response,
      onFailure,
    );
  };
}

function createControlListener(
  router: ReturnType<typeof createControlRouter>,
  onFailure: (error: unknown) => void,
): RequestListener {
  const handler = new RPCHandler(router, {
    interceptors: [onError((error) => reportUnexpected(error, onFailure))],
  });
  return (request, response) => {
    answerOr404(handler.handle(request, response, { context: {} }), request, response, onFailure);
  };
}

function answerOr404(
  handling: Promise<{ matched: boolean }>,
  request: IncomingMessage,
  response: ServerResponse,
  onFailure: (error: unknown) => void,
): void {
  handling.then(
    ({ matched }) => {
      if (matched) return;
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"code":"NOT_FOUND"}');
    },
    (error: unknown) => {
      // A connection that was cut takes its answer with it; that is the sender's business.
      if (request.destroyed || response.destroyed) return;
      if (!(error instanceof AnswerLost)) onFailure(error);
      response.destroy();
    },
  );
}

/** Errors of the contract are answers, not failures. */
function reportUnexpected(error: unknown, onFailure: (error: unknown) => void): void {
  if (error instanceof ORPCError && error.status < 500) return;
  onFailure(error);
}

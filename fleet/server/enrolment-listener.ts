import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { EnrolmentRefusal } from '../../contract/fleet.ts';
import type { Enrolled, Enrolments } from './enrolments.ts';
import type { WriteEvent } from './log.ts';
import { readJson } from './read-json.ts';

const longestRequestBytes = 16 * 1024;
const requestDeadlineMs = 10_000;

const statusOf = {
  request_malformed: 400,
  code_unknown: 403,
  code_used: 403,
  code_expired: 403,
} as const satisfies Record<EnrolmentRefusal, number>;

/** `GET /authority.pem` and `POST /enrolments` over HTTPS, for terminals that have no certificate yet. */
export async function startEnrolmentListener(options: {
  listenOn: string;
  port: number;
  key: string;
  certificate: string;
  authority: string;
  enrolments: Enrolments;
  brokerUrl: string;
  updateUrl: string;
  onEnrolled(enrolled: Enrolled): Promise<void>;
  write: WriteEvent;
  onFailure(error: unknown): void;
}): Promise<{ port: number; stop(): Promise<void> }> {
  const { authority, enrolments, brokerUrl, updateUrl, onEnrolled, write, onFailure } = options;

  const enrol = async (request: IncomingMessage, response: ServerResponse) => {
    const enrolled = await enrolments.enrol(await readJson(request, longestRequestBytes));
    if (!enrolled.ok) {
      write({ event: 'enrolment_refused', cause: enrolled.error });
      answer(
        response,
        statusOf[enrolled.error],
        'application/json',
        JSON.stringify({ refused: enrolled.error }),
      );
      return;
    }
    await onEnrolled(enrolled.value);
    const { certificate } = enrolled.value;
    answer(response, 200, 'application/json', JSON.stringify({ certificate, brokerUrl, updateUrl }));
  };

  const server = createServer(
    {
      key: options.key,
      cert: options.certificate,
      minVersion: 'TLSv1.2',
      requestTimeout: requestDeadlineMs,
      headersTimeout: requestDeadlineMs,
    },
    (request, response) => {
      if (request.method === 'GET' && request.url === '/authority.pem') {
        answer(response, 200, 'application/x-pem-file', authority);
      } else if (request.method === 'POST' && request.url === '/enrolments') {
        enrol(request, response).catch((error: unknown) => {
          onFailure(error);
          answer(response, 500, 'text/plain', '');
        });
      } else {
        answer(response, 404, 'text/plain', '');
      }
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.listenOn, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}

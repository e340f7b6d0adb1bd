import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import sirv from 'sirv';
import {
  type ControllerBase,
  configDataSchema,
  type DeploymentBase,
  type Feedback,
  feedbackSchema,
  updateProblemSchema,
  updateStepSchema,
} from '../../../contract/fleet-update.ts';
import type { TerminalId } from '../../../contract/words.ts';
import { identityOf } from '../broker.ts';
import type { WriteEvent } from '../log.ts';
import { readJson } from '../read-json.ts';
import { readReleases } from './releases.ts';
import type { Rollouts } from './rollouts.ts';

const requestDeadlineMs = 20_000;
const longestRequestBytes = 16 * 1024;
const repositoryPath = '/repository/';
/** hawkBit serves many tenants; this server has one. */
const devicePath = /^\/default\/controller\/v1\/([^/]+)(?:\/(.+))?$/;

export interface UpdateListenerOptions {
  listenOn: string;
  port: number;
  authority: string;
  key: string;
  certificate: string;
  publicName: string;
  /** The signed repository: `metadata/` and `targets/`. */
  directory: string;
  /** So often a terminal is to ask. */
  pollSeconds: number;
  rollouts: Rollouts;
  isCurrent(terminalId: TerminalId, fingerprint: string): boolean;
  write: WriteEvent;
  onFailure(error: unknown): void;
}

/** What terminals ask about updates: hawkBit's DDI, and the repository as files. Behind the terminals' own certificates. */
export async function startUpdateListener(
  options: UpdateListenerOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { rollouts, isCurrent, write, onFailure } = options;
  const files = sirv(options.directory, { dev: true, etag: false });
  let url = '';

  const answerDevice = async (
    request: IncomingMessage,
    response: ServerResponse,
    terminalId: TerminalId,
    resource: string,
  ) => {
    const base = `${url}/default/controller/v1/${encodeURIComponent(terminalId)}`;
    const [name = '', actionId = '', leaf] = resource.split('/');
    const what = `${request.method} ${name}${leaf === undefined ? '' : `/${leaf}`}`;
    switch (what) {
      case 'GET ':
        return json(response, baseOf(await rollouts.due(terminalId), base, options.pollSeconds));
      case 'PUT configData': {
        const data = configDataSchema.safeParse(await readJson(request, longestRequestBytes));
        if (!data.success) return end(response, 400);
        await rollouts.tellVersions(terminalId, data.data.data);
        return end(response, 200);
      }
      case 'GET deploymentBase': {
        const due = await rollouts.due(terminalId);
        const releases = await readReleases(options.directory);
        if (!due || due.isCancelled || String(due.actionId) !== actionId) return end(response, 404);
        const release = releases.ok
          ? releases.value.find((each) => each.name === due.releaseName)
          : undefined;
        return json(
          response,
          deploymentOf(actionId, due.releaseName, release, `${url}${repositoryPath}targets`),
        );
      }
      case 'GET cancelAction':
        return json(response, { id: actionId, cancelAction: { stopId: actionId } });
      case 'POST deploymentBase/feedback':
      case 'POST cancelAction/feedback': {
        const feedback = feedbackSchema.safeParse(await readJson(request, longestRequestBytes));
        if (!feedback.success) {
          write({ event: 'message_refused', terminalId, cause: 'outside_schema' });
          return end(response, 400);
        }
        const heard = meaningOf(feedback.data.status, name === 'cancelAction');
        if (!heard) return end(response, 200);
        const result = await rollouts.hear(terminalId, Number(actionId), heard);
        if (result === 'heard' && heard.kind === 'end') {
          write({ event: 'update_ended', terminalId, state: heard.state, problem: heard.problem });
        }
        return end(response, result === 'heard' ? 200 : 410);
      }
      default:
        return end(response, 404);
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const identity = identityOf(request.socket as TLSSocket);
    if (!identity || !isCurrent(identity.terminalId, identity.fingerprint)) {
      write({ event: 'connection_refused', cause: 'not_enrolled' });
      return end(response, 403);
    }
    const path = request.url ?? '/';
    if (request.method === 'GET' && path.startsWith(repositoryPath)) {
      request.url = path.slice(repositoryPath.length - 1);
      files(request, response, () => end(response, 404));
      return;
    }
    const found = devicePath.exec(path);
    // A terminal asks for itself and for nobody else.
    if (!found || decodeURIComponent(found[1] ?? '') !== identity.terminalId) return end(response, 403);
    await answerDevice(request, response, identity.terminalId, found[2] ?? '');
  };

  const server = createServer(
    {
      ...{ key: options.key, cert: options.certificate, ca: options.authority },
      ...{ requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' },
      requestTimeout: requestDeadlineMs,
      headersTimeout: requestDeadlineMs,
    },
    (request, response) => {
      serve(request, response).catch((error: unknown) => {
        onFailure(error);
        end(response, 500);
      });
    },
  );
  server.on('tlsClientError', () => write({ event: 'connection_refused', cause: 'no_identity' }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.listenOn, () => resolve());
  });
  url = `https://${options.publicName}:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function baseOf(
  due: { actionId: number; isCancelled: boolean } | null,
  base: string,
  pollSeconds: number,
): ControllerBase {
  const parts = [Math.floor(pollSeconds / 3600), Math.floor(pollSeconds / 60) % 60, pollSeconds % 60];
  const sleep = parts.map((part) => String(part).padStart(2, '0')).join(':');
  const configData = { href: `${base}/configData` };
  if (!due) return { config: { polling: { sleep } }, _links: { configData } };
  const name = due.isCancelled ? 'cancelAction' : 'deploymentBase';
  return {
    config: { polling: { sleep } },
    _links: { configData, [name]: { href: `${base}/${name}/${due.actionId}` } },
  };
}

function deploymentOf(
  actionId: string,
  name: string,
  release: { version: string; bytes: number; sha256: string } | undefined,
  targetsUrl: string,
): DeploymentBase {
  // What is not found in the repository is offered all the same: the terminal says what it finds.
  const { version = '0.0.0', bytes = 0, sha256 = '' } = release ?? {};
  const artifact = {
    filename: name,
    size: bytes,
    hashes: { sha256 },
    _links: { download: { href: `${targetsUrl}/${sha256}.${encodeURIComponent(name)}` } },
  };
  const chunk = { part: 'bApp', name, version, artifacts: [artifact] };
  return { id: actionId, deployment: { download: 'forced', update: 'forced', chunks: [chunk] } };
}

/** Null: nothing that changes anything. */
function meaningOf(
  { execution, result, details }: Feedback['status'],
  ofCancel: boolean,
): Parameters<Rollouts['hear']>[2] | null {
  if (ofCancel) {
    // A device that has gone too far to stop says so by `rejected`, and tells its outcome later.
    return execution === 'closed' || execution === 'canceled'
      ? { kind: 'end', state: 'cancelled', problem: null }
      : null;
  }
  if (execution === 'closed') {
    if (result.finished === 'success') return { kind: 'end', state: 'success', problem: null };
    const problem = updateProblemSchema.safeParse(details?.[0]);
    return { kind: 'end', state: 'error', problem: problem.success ? problem.data : 'agent_failed' };
  }
  const step = updateStepSchema.safeParse(execution);
  return step.success ? { kind: 'step', step: step.data } : null;
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function end(response: ServerResponse, status: number): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'cache-control': 'no-store' });
  response.end();
}

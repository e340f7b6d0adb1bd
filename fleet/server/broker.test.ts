import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { topicOf } from '../../contract/fleet.ts';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import { makeKey, requestCertificate } from '../agent/certificate-request.ts';
import { Authority, readRequest } from './authority.ts';
import { type Broker, startBroker } from './broker.ts';
import type { FleetEvent } from './log.ts';
import type { TerminalMessage } from './messages.ts';
import { exampleReport } from './test-report.ts';

const own = terminalIdSchema.parse('HALL-0001');
const other = terminalIdSchema.parse('HALL-0002');

describe('the broker', () => {
  let directory: string;
  let authority: Authority;
  let broker: Broker;
  let valid: Set<string>;
  let heard: TerminalMessage[];
  let written: FleetEvent[];
  const clients: MqttClient[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'budayang-broker-'));
    authority = await Authority.open(join(directory, 'ours'), Date.now());
    valid = new Set();
    broker = await startBroker({
      ...(await authority.issueForServer('127.0.0.1', Date.now())),
      listenOn: '127.0.0.1',
      port: 0,
      authority: authority.pem,
      isCurrent: async (_terminalId, fingerprint) => valid.has(fingerprint),
      onMessage: (message) => heard.push(message),
      write: (event) => written.push(event),
    });
    heard = [];
    written = [];
  });
  afterEach(() => {
    // With a farewell: the will of one test must not be heard in the next.
    for (const client of clients.splice(0)) client.end(false);
    heard = [];
    written = [];
  });
  afterAll(async () => {
    await broker.stop();
    await rm(directory, { recursive: true });
  });

  async function credentialsOf(terminalId: TerminalId, issuer = authority) {
    const key = await makeKey();
    const request = await readRequest(await requestCertificate(terminalId, key));
    if (!request.ok) throw new Error('no request');
    const issued = await issuer.issueForTerminal(terminalId, request.value, Date.now());
    valid.add(issued.fingerprint);
    return { key, certificate: issued.pem, fingerprint: issued.fingerprint };
  }
  function connect(clientId: string, credentials: { key: string; certificate: string } | null) {
    const client = mqtt.connect(`mqtts://127.0.0.1:${broker.port}`, {
      clientId,
      username: clientId,
      protocolVersion: 4,
      ca: authority.pem,
      reconnectPeriod: 0,
      ...(credentials ? { key: credentials.key, cert: credentials.certificate } : {}),
      will: {
        topic: topicOf(terminalIdSchema.parse(clientId), 'presence'),
        payload: Buffer.from('{"presence":"unreachable"}'),
        qos: 1,
        retain: false,
      },
    });
    clients.push(client);
    const ended = new Promise<'closed'>((resolve) => client.once('close', () => resolve('closed')));
    const opened = new Promise<'open'>((resolve) => client.once('connect', () => resolve('open')));
    client.on('error', () => {});
    return { client, ended, first: () => Promise.race([opened, ended]) };
  }

  it('with its certificate a terminal reports; when its power is cut the broker says so in its name', async () => {
    const line = connect(own, await credentialsOf(own));
    expect(await line.first()).toBe('open');
    await line.client.publishAsync(topicOf(own, 'status'), JSON.stringify(exampleReport()), { qos: 1 });
    await expect.poll(() => heard).toMatchObject([{ terminalId: own, kind: 'status' }]);
    line.client.stream.destroy();
    await expect.poll(() => heard.at(-1)).toEqual({ terminalId: own, kind: 'presence' });
  });

  it('it speaks for another terminal -> unheard, the line ends, and the log says who without what', async () => {
    const line = connect(own, await credentialsOf(own));
    await line.first();
    line.client.publish(topicOf(other, 'status'), JSON.stringify(exampleReport()), { qos: 1 });
    expect(await line.ended).toBe('closed');
    expect(heard.filter(({ terminalId }) => terminalId === other)).toEqual([]);
    expect(written).toEqual([{ event: 'message_refused', terminalId: own, cause: 'foreign_topic' }]);
  });

  it('a message with more than the agreed words -> unheard, and nothing of it in the log', async () => {
    const line = connect(own, await credentialsOf(own));
    await line.first();
    line.client.publish(topicOf(own, 'status'), JSON.stringify({ ...exampleReport(), name: '张测试' }));
    expect(await line.ended).toBe('closed');
    expect(heard.filter(({ kind }) => kind === 'status')).toEqual([]);
    expect(JSON.stringify(written)).not.toContain('张测试');
    expect(written).toEqual([{ event: 'message_refused', terminalId: own, cause: 'outside_schema' }]);
  });

  it('it listens to others -> hears nothing', async () => {
    const line = connect(own, await credentialsOf(own));
    await line.first();
    await line.client.subscribeAsync('#').catch(() => {});
    expect(written).toEqual([{ event: 'message_refused', terminalId: own, cause: 'subscription' }]);
    const louder = connect(other, await credentialsOf(other));
    let overheard = 0;
    line.client.on('message', () => {
      overheard += 1;
    });
    await louder.first();
    await louder.client.publishAsync(topicOf(other, 'status'), JSON.stringify(exampleReport()), { qos: 1 });
    await expect.poll(() => heard.length).toBe(1);
    expect(overheard).toBe(0);
  });

  it.each<[string, () => Promise<{ key: string; certificate: string } | null>]>([
    ['no certificate', async () => null],
    [
      'a certificate of another authority',
      async () => credentialsOf(own, await Authority.open(join(directory, 'theirs'), Date.now())),
    ],
    ['the certificate of another terminal', () => credentialsOf(other)],
    [
      'a certificate that a later enrolment replaced',
      async () => {
        const old = await credentialsOf(own);
        valid.delete(old.fingerprint);
        return old;
      },
    ],
  ])('%s -> stays outside', async (_what, credentials) => {
    const line = connect(own, await credentials());
    expect(await line.first()).toBe('closed');
    expect(heard).toEqual([]);
    expect(written).toMatchObject([{ event: 'connection_refused' }]);
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFreePort } from '../../build/stack/free-port.ts';
import { topicOf } from '../../contract/fleet.ts';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import { type Mosquitto, startMosquitto } from '../../tests/fleet/mosquitto.ts';
import { makeKey, requestCertificate } from '../agent/certificate-request.ts';
import { Authority, readRequest } from './authority.ts';
import { type Broker, startBroker } from './broker.ts';
import type { FleetEvent } from './log.ts';
import type { TerminalMessage } from './messages.ts';
import { connectToMosquitto } from './mosquitto.ts';
import { exampleReport } from './test-report.ts';

const own = terminalIdSchema.parse('HALL-0001');
const other = terminalIdSchema.parse('HALL-0002');
const kinds = ['embedded', 'Mosquitto'] as const;

describe.each(kinds)('the broker, %s', (kind) => {
  const isEmbedded = kind === 'embedded';
  let directory: string;
  let authority: Authority;
  let broker: Broker;
  let mosquitto: Mosquitto | null = null;
  let valid: Set<string>;
  let revoked: { serialNumber: string; revokedAtMs: number }[];
  let heard: TerminalMessage[];
  let written: FleetEvent[];
  const clients: MqttClient[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'budayang-broker-'));
    authority = await Authority.open(join(directory, 'ours'), Date.now());
    valid = new Set();
    revoked = [];
    heard = [];
    written = [];
    const shared = {
      listenOn: '127.0.0.1',
      onMessage: (message: TerminalMessage) => heard.push(message),
      write: (event: FleetEvent) => written.push(event),
    };
    if (isEmbedded) {
      broker = await startBroker({
        ...shared,
        ...(await authority.issueForServer('127.0.0.1', Date.now())),
        publicName: '127.0.0.1',
        port: 0,
        authority: authority.pem,
        isCurrent: async (_terminalId, fingerprint) => valid.has(fingerprint),
      });
      return;
    }
    broker = await connectToMosquitto({
      ...shared,
      url: `mqtts://127.0.0.1:${await findFreePort()}`,
      directory: join(directory, 'mosquitto'),
      authority,
      revoked: async () => revoked,
      nowMs: () => Date.now(),
    });
    mosquitto = await startMosquitto(join(directory, 'mosquitto'));
    // The server has waited for it: it was there first, with the files Mosquitto needs.
    await vi.waitUntil(() => written.at(-1)?.event === 'broker_connected', { timeout: 15_000 });
    written = [];
  }, 30_000);
  afterEach(() => {
    // With a farewell: the will of one test must not be heard in the next.
    for (const client of clients.splice(0)) client.end(false);
    heard = [];
    written = [];
  });
  afterAll(async () => {
    await broker.stop();
    await mosquitto?.stop();
    await rm(directory, { recursive: true });
  });

  async function credentialsOf(terminalId: TerminalId, issuer = authority) {
    const key = await makeKey();
    const request = await readRequest(await requestCertificate(terminalId, key));
    if (!request.ok) throw new Error('no request');
    const issued = await issuer.issueForTerminal(terminalId, request.value, Date.now());
    valid.add(issued.fingerprint);
    return { ...issued, key, certificate: issued.pem };
  }
  /** A later enrolment gave out another certificate. */
  async function replace({ fingerprint, serialNumber }: { fingerprint: string; serialNumber: string }) {
    valid.delete(fingerprint);
    revoked.push({ serialNumber, revokedAtMs: Date.now() });
    await broker.certificateReplaced(own);
    await mosquitto?.reload();
  }
  function connect(clientId: string, credentials: { key: string; certificate: string } | null) {
    const client = mqtt.connect(broker.url, {
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

  /** The embedded broker ends the line of who is out of order and tells the server's log; Mosquitto has a log of its own. */
  it('it speaks for another terminal -> unheard, and the log says who without what', async () => {
    const line = connect(own, await credentialsOf(own));
    await line.first();
    line.client.publish(topicOf(other, 'status'), JSON.stringify(exampleReport()), { qos: 1 });
    if (isEmbedded) {
      expect(await line.ended).toBe('closed');
      expect(written).toEqual([{ event: 'message_refused', terminalId: own, cause: 'foreign_topic' }]);
    } else {
      await expect.poll(() => mosquitto?.log()).toContain(`Denied PUBLISH from ${own}`);
      await line.client.publishAsync(topicOf(own, 'status'), JSON.stringify(exampleReport()), { qos: 1 });
      await expect.poll(() => heard.length).toBe(1);
    }
    expect(heard.filter(({ terminalId }) => terminalId === other)).toEqual([]);
  });

  it('a message with more than the agreed words -> unheard, and nothing of it in the log', async () => {
    const line = connect(own, await credentialsOf(own));
    await line.first();
    line.client.publish(topicOf(own, 'status'), JSON.stringify({ ...exampleReport(), name: '张测试' }));
    if (isEmbedded) expect(await line.ended).toBe('closed');
    await expect
      .poll(() => written)
      .toEqual([{ event: 'message_refused', terminalId: own, cause: 'outside_schema' }]);
    expect(heard.filter(({ kind }) => kind === 'status')).toEqual([]);
    expect(`${JSON.stringify(written)}${mosquitto?.log()}`).not.toContain('张测试');
  });

  it('it listens to others -> hears nothing', async () => {
    const line = connect(own, await credentialsOf(own));
    await line.first();
    await line.client.subscribeAsync('#').catch(() => {});
    if (isEmbedded) {
      expect(written).toEqual([{ event: 'message_refused', terminalId: own, cause: 'subscription' }]);
    }
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

  it('with its own certificate it calls itself another terminal -> it is not taken for that one', async () => {
    const honest = connect(own, await credentialsOf(own));
    await honest.first();
    const line = connect(own, await credentialsOf(other));
    if (isEmbedded) {
      expect(await line.first()).toBe('closed');
      expect(written).toEqual([{ event: 'connection_refused', cause: 'other_identity' }]);
    } else {
      await line.first();
      line.client.publish(topicOf(own, 'status'), JSON.stringify(exampleReport()), { qos: 1 });
      await expect.poll(() => mosquitto?.log()).toContain(`Denied PUBLISH from ${other}`);
    }
    expect(heard).toEqual([]);
    expect(honest.client.connected).toBe(true);
  });

  it.each<[string, () => Promise<{ key: string; certificate: string } | null>]>([
    ['no certificate', async () => null],
    [
      'a certificate of another authority',
      async () => credentialsOf(own, await Authority.open(join(directory, 'theirs'), Date.now())),
    ],
    [
      'a certificate that a later enrolment replaced',
      async () => {
        const old = await credentialsOf(own);
        await replace(old);
        return old;
      },
    ],
  ])('%s -> stays outside', async (_what, credentials) => {
    const line = connect(own, await credentials());
    expect(await line.first()).toBe('closed');
    expect(heard).toEqual([]);
    if (isEmbedded) expect(written).toMatchObject([{ event: 'connection_refused' }]);
  });
});

import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import mqtt from 'mqtt';
import { everyTerminal, fleetTimes, parseTopic } from '../../contract/fleet.ts';
import { type Authority, serverName } from './authority.ts';
import type { Broker } from './broker.ts';
import type { WriteEvent } from './log.ts';
import { readMessage, type TerminalMessage } from './messages.ts';
import { accessList, configuration, fileNames } from './mosquitto-files.ts';

const reconnectMs = 2000;
const connectTimeoutMs = 10_000;
/** The group of the directory reads: Mosquitto runs as a user of its own. */
const forItsGroup = 0o640;

export interface MosquittoOptions {
  /** `mqtts://host:port`, as terminals and this server reach it. */
  url: string;
  /** On which address Mosquitto is to listen. */
  listenOn: string;
  /** Takes what Mosquitto needs. */
  directory: string;
  authority: Authority;
  /** Certificates that are to be shut out. */
  revoked(): Promise<{ serialNumber: string; revokedAtMs: number }[]>;
  nowMs(): number;
  onMessage(message: TerminalMessage): void;
  write: WriteEvent;
}

/**
 * A Mosquitto that runs by itself. Who may say what stands in the list of rights it is given; what is said is read
 * here by the same contract as with the embedded broker. Nothing is waited for: Mosquitto needs these files first.
 */
export async function connectToMosquitto(options: MosquittoOptions): Promise<Broker> {
  const { authority, nowMs, onMessage, write } = options;
  const { hostname, port } = new URL(options.url);
  const directory = resolve(options.directory);
  const keep = async (name: keyof typeof fileNames, text: string) => {
    const path = join(directory, fileNames[name]);
    await writeFile(`${path}.new`, text, { mode: forItsGroup });
    await chmod(`${path}.new`, forItsGroup);
    await rename(`${path}.new`, path);
  };
  const keepRevoked = async () =>
    keep('revoked', await authority.listRevoked(await options.revoked(), nowMs()));

  await mkdir(directory, { recursive: true, mode: 0o750 });
  const server = await authority.issueForServer(hostname, nowMs());
  await keep('authority', authority.pem);
  await keep('key', server.key);
  await keep('certificate', server.certificate);
  await keepRevoked();
  await keep('accessList', accessList());
  await keep('configuration', configuration(directory, options.listenOn, Number(port)));

  const line = await authority.issueForServersLine(nowMs());
  const client = mqtt.connect(options.url, {
    clientId: serverName,
    username: serverName,
    protocolVersion: 4,
    clean: true,
    ca: authority.pem,
    key: line.key,
    cert: line.certificate,
    rejectUnauthorized: true,
    keepalive: fleetTimes.keepaliveSeconds,
    reconnectPeriod: reconnectMs,
    connectTimeout: connectTimeoutMs,
    resubscribe: false,
  });
  let lastError = 'closed';
  let isLost = false;
  client.on('connect', () => {
    isLost = false;
    client.subscribe(everyTerminal, { qos: 1 }, (error) => {
      if (error) client.reconnect();
      else write({ event: 'broker_connected' });
    });
  });
  client.on('error', (error) => {
    lastError = 'code' in error ? String(error.code) : error.name;
  });
  client.on('close', () => {
    // Told once, not at each of the tries after it.
    if (!isLost) write({ event: 'broker_lost', reason: lastError });
    isLost = true;
    lastError = 'closed';
  });
  client.on('message', (topic, payload) => {
    const message = readMessage(topic, payload);
    if (message.ok) return onMessage(message.value);
    const terminalId = parseTopic(topic)?.terminalId ?? 'unknown';
    write({ event: 'message_refused', terminalId, cause: message.error });
  });
  return {
    url: options.url,
    certificateReplaced: keepRevoked,
    stop: () => client.endAsync(true),
  };
}

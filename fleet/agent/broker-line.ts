import mqtt from 'mqtt';
import { fleetTimes, topicOf } from '../../contract/fleet.ts';
import type { TerminalId } from '../../contract/words.ts';
import type { Credentials } from './credentials.ts';

/** Says one thing on a topic of this terminal. */
export type Publish = (kind: 'status' | 'cases', payload: object) => void;

const reconnectMs = 2000;
const connectTimeoutMs = 10_000;

/** A line to the broker that comes back by itself. Both sides show a certificate of the fleet's authority. */
export function connectToBroker(options: {
  terminalId: TerminalId;
  credentials: Credentials;
  onConnected(publish: Publish): void;
  onLost(reason: string): void;
}): { end(): Promise<void> } {
  const { terminalId, credentials, onConnected, onLost } = options;
  let lastError = 'closed';
  const client = mqtt.connect(credentials.brokerUrl, {
    // The identity of the certificate: a second one with the same identity pushes the first one out.
    clientId: terminalId,
    username: terminalId,
    protocolVersion: 4,
    clean: true,
    ca: credentials.authority,
    key: credentials.key,
    cert: credentials.certificate,
    rejectUnauthorized: true,
    keepalive: fleetTimes.keepaliveSeconds,
    reconnectPeriod: reconnectMs,
    connectTimeout: connectTimeoutMs,
    // A status that could not be told is old by the time there is a line again.
    queueQoSZero: false,
    will: {
      topic: topicOf(terminalId, 'presence'),
      payload: Buffer.from(JSON.stringify({ presence: 'unreachable' })),
      qos: 1,
      retain: false,
    },
  });
  client.on('connect', () => {
    onConnected((kind, payload) => {
      if (client.connected) {
        client.publish(topicOf(terminalId, kind), JSON.stringify(payload), { qos: 1 }, () => {});
      }
    });
  });
  client.on('error', (error) => {
    lastError = 'code' in error ? String(error.code) : error.name;
  });
  client.on('close', () => {
    onLost(lastError);
    lastError = 'closed';
  });
  return { end: () => client.endAsync(true) };
}

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { Aedes, type AuthErrorCode, type AuthenticateError, type Client } from 'aedes';
import { everyTerminal, fleetTimes } from '../../contract/fleet.ts';
import { type TerminalId, terminalIdSchema } from '../../contract/words.ts';
import type { WriteEvent } from './log.ts';
import { readMessage, readMessageOf, type TerminalMessage } from './messages.ts';

export interface BrokerOptions {
  listenOn: string;
  publicName: string;
  port: number;
  /** PEM, all three. */
  authority: string;
  key: string;
  certificate: string;
  /** Is this the certificate the terminal got last? Fingerprint in hexadecimal digits. */
  isCurrent(terminalId: TerminalId, fingerprint: string): Promise<boolean>;
  onMessage(message: TerminalMessage): void;
  write: WriteEvent;
}

/** The way of reports from the terminals to this server. */
export interface Broker {
  /** `mqtts://host:port`, as terminals reach it. */
  url: string;
  /** The terminal has another certificate: whoever has the one before is to be shut out. */
  certificateReplaced(terminalId: TerminalId): Promise<void>;
  stop(): Promise<void>;
}

const notAuthorized = 5 as AuthErrorCode.NOT_AUTHORIZED;
/** One subscriber that does not read may hold the others up no longer than this. */
const drainTimeoutMs = 5000;

/**
 * MQTT 3.1.1 behind TLS, embedded. Only certificates of the fleet's authority come in, and each speaks for the terminal
 * in its name alone.
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { isCurrent, onMessage, write } = options;
  const speakers = new Map<Client, TerminalId>();
  const aedes = await Aedes.createBroker({
    drainTimeout: drainTimeoutMs,
    connectTimeout: 10_000,
    keepaliveLimit: 6 * fleetTimes.keepaliveSeconds,
    authenticate(client, userName, _password, done) {
      const refuse = (cause: 'no_identity' | 'other_identity' | 'not_enrolled') => {
        write({ event: 'connection_refused', cause });
        done(
          Object.assign(new Error('not authorized'), { returnCode: notAuthorized }) as AuthenticateError,
          false,
        );
      };
      const identity = identityOf(client.conn as TLSSocket);
      if (!identity) return refuse('no_identity');
      const { terminalId, fingerprint } = identity;
      if (client.id !== terminalId || userName !== terminalId) return refuse('other_identity');
      isCurrent(terminalId, fingerprint).then(
        (current) => {
          if (!current) return refuse('not_enrolled');
          speakers.set(client, terminalId);
          done(null, true);
        },
        () => refuse('not_enrolled'),
      );
    },
    authorizePublish(client, packet, done) {
      const speaker = client && speakers.get(client);
      if (!speaker) return done(new Error('nobody speaks'));
      const message = readMessageOf(speaker, packet.topic, bytesOf(packet.payload));
      if (message.ok) return done(null);
      write({ event: 'message_refused', terminalId: speaker, cause: message.error });
      done(new Error(message.error));
    },
    authorizeSubscribe(client, _subscription, done) {
      const terminalId = speakers.get(client) ?? 'unknown';
      write({ event: 'message_refused', terminalId, cause: 'subscription' });
      done(null, null);
    },
  });
  aedes.on('clientDisconnect', (client) => speakers.delete(client));
  aedes.subscribe(
    everyTerminal,
    (packet, delivered) => {
      const message = readMessage(packet.topic, bytesOf(packet.payload));
      if (message.ok) onMessage(message.value);
      delivered();
    },
    () => {},
  );
  const server = createServer(
    {
      key: options.key,
      cert: options.certificate,
      ca: options.authority,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    },
    (socket) => void aedes.handle(socket),
  );
  server.on('tlsClientError', () => write({ event: 'connection_refused', cause: 'no_identity' }));
  await listen(server, options.port, options.listenOn);
  return {
    url: `mqtts://${options.publicName}:${(server.address() as AddressInfo).port}`,
    async certificateReplaced(terminalId) {
      // Both lines end; only the newer certificate is let in again.
      for (const [client, speaker] of speakers) if (speaker === terminalId) client.close();
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => aedes.close(() => resolve()));
      await closed;
    },
  };
}

/** Whom the certificate at the other end of a line names. */
export function identityOf(socket: TLSSocket): { terminalId: TerminalId; fingerprint: string } | null {
  const certificate = socket.authorized ? socket.getPeerCertificate() : null;
  const terminalId = terminalIdSchema.safeParse(certificate?.subject?.CN);
  if (!certificate?.fingerprint256 || !terminalId.success) return null;
  const fingerprint = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return { terminalId: terminalId.data, fingerprint };
}

function bytesOf(payload: string | Buffer): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

import { join } from 'node:path';
import { everyTerminal, longestMessageBytes, topicKinds, topicPattern } from '../../contract/fleet.ts';
import { serverName } from './authority.ts';

export const fileNames = {
  authority: 'authority.pem',
  key: 'server.key',
  certificate: 'server.pem',
  revoked: 'revoked.pem',
  accessList: 'acl',
  configuration: 'budayang.conf',
} as const;

/** Of a packet: its length, topic and number (MQTT 3.1.1 section 3.3). */
const longestHeaderBytes = 256;

/** `%u` is the name in the certificate. Nobody but the server listens. */
export function accessList(): string {
  return [
    `user ${serverName}`,
    `topic read ${everyTerminal}`,
    '',
    ...topicKinds.map((kind) => `pattern write ${topicPattern('%u', kind)}`),
    '',
  ].join('\n');
}

/**
 * Options of mosquitto.conf(5), version 2. The name in the certificate becomes user name and client id, whatever the
 * client calls itself, so that nobody can push another one off the line.
 */
export function configuration(directory: string, listenOn: string, port: number): string {
  const file = (name: keyof typeof fileNames) => join(directory, fileNames[name]);
  return [
    `listener ${port} ${listenOn}`,
    `cafile ${file('authority')}`,
    `certfile ${file('certificate')}`,
    `keyfile ${file('key')}`,
    `crlfile ${file('revoked')}`,
    'require_certificate true',
    'use_identity_as_username true',
    'use_username_as_clientid true',
    'allow_anonymous false',
    `acl_file ${file('accessList')}`,
    `max_packet_size ${longestMessageBytes + longestHeaderBytes}`,
    '',
  ].join('\n');
}

export { noAnswerStatus, onlineStatus, statusOfOpenFailure, unknownStatus } from './connection-status.ts';
export { keepConnected } from './keep-connected.ts';
export { KeptConnection, type KeptConnectionOptions } from './kept-connection.ts';
export { pause } from './pause.ts';
export { noRecoveryMeans, type PowerRelay, type RecoveryMeans } from './recovery-ladder.ts';
export type { ServedDevice } from './served-device.ts';
export { SingleConsumer } from './single-consumer.ts';

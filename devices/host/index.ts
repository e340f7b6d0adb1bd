export { CommandMemory, type RememberedCommand } from './command-memory.ts';
export { done, notDone, notKnown } from './completion.ts';
export { noAnswerStatus, onlineStatus, statusOfOpenFailure } from './connection-status.ts';
export type { FaultText } from './fault-text.ts';
export { KeptConnection, type KeptConnectionOptions } from './kept-connection.ts';
export { pause } from './pause.ts';
export { noRecoveryMeans, type PowerRelay, type RecoveryMeans } from './recovery-ladder.ts';
export type { ServedDevice } from './served-device.ts';
export { SingleConsumer } from './single-consumer.ts';

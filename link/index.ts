export { connectToParent, type ParentLink } from './child.ts';
export {
  createDurableFile,
  eraseDurableFile,
  flushDirectory,
  flushFile,
  replaceDurableFile,
} from './durable-file.ts';
export { Feed } from './feed.ts';
export { type Carrier, type Frame, frameSchema } from './frames.ts';
export { Multiplexer, relay } from './multiplexer.ts';
export { type RpcPort, VirtualPort } from './port.ts';
export { outletOfPurpose, outletPurpose, powerPurpose, powerRelayVariable } from './power.ts';
export { restartAskedExitCode, restartsAskedVariable } from './restart.ts';
export { connectRpc, serveRpc } from './rpc.ts';
export { type AskSafeStorage, answerSafeStorage, type Keychain } from './safe-storage.ts';

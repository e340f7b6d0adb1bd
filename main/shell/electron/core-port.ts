import { type BrowserWindow, ipcMain, MessageChannelMain } from 'electron';
import { windowPortMessages } from '../../../contract/window-port.ts';
import type { ElectronChild } from './electron-platform.ts';
import { isWindowPage } from './served-file.ts';

/**
 * Gives the window's page a port to the core: when it asks, and again when the core was restarted.
 * Only the top frame of this window with a page of ours is ever given one.
 *
 * @returns what to call when a new core serves
 */
export function handOutCorePort(window: BrowserWindow, readyCore: () => ElectronChild | null): () => void {
  const give = () => {
    const core = readyCore();
    if (!core || window.isDestroyed() || !isWindowPage(window.webContents.getURL())) return;
    const { port1, port2 } = new MessageChannelMain();
    core.givePort('kiosk', port1);
    window.webContents.mainFrame.postMessage(windowPortMessages.give, null, [port2]);
  };
  ipcMain.on(windowPortMessages.ask, (event) => {
    const frame = event.senderFrame;
    const isTopFrame = frame !== null && frame === window.webContents.mainFrame;
    if (event.sender === window.webContents && isTopFrame && isWindowPage(frame.url)) give();
  });
  return give;
}

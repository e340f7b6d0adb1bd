import { type BrowserWindow, ipcMain, MessageChannelMain } from 'electron';
import { windowPortMessages } from '../../../contract/window-port.ts';
import type { ElectronChild } from './electron-platform.ts';
import { isWindowPage } from './served-file.ts';

/**
 * Answers the page's questions for a port to the core: at once, or when the next core serves. Only
 * the top frame of this window with a page of ours is ever given one.
 *
 * @returns what to call when a new core serves
 */
export function handOutCorePort(window: BrowserWindow, readyCore: () => ElectronChild | null): () => void {
  let asked = false;
  const give = () => {
    const core = readyCore();
    if (!asked || !core || window.isDestroyed() || !isWindowPage(window.webContents.getURL())) return;
    asked = false;
    const { port1, port2 } = new MessageChannelMain();
    core.givePort('kiosk', port1);
    window.webContents.mainFrame.postMessage(windowPortMessages.give, null, [port2]);
  };
  ipcMain.on(windowPortMessages.ask, (event) => {
    const frame = event.senderFrame;
    const isTopFrame = frame !== null && frame === window.webContents.mainFrame;
    if (event.sender !== window.webContents || !isTopFrame || !isWindowPage(frame.url)) return;
    asked = true;
    give();
  });
  return give;
}

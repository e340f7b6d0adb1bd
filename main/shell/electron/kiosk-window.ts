import { BrowserWindow } from 'electron';
import { windowUrl } from './served-file.ts';

const reloadDelayMs = 250;

export type WindowTrouble = { type: 'window_crashed'; reason: string } | { type: 'window_unresponsive' };

/**
 * The resident's window: full screen, sandboxed, loaded again whenever its page crashes or hangs.
 * Nothing is lost with it, because the session lives in the core.
 */
export function openKioskWindow(options: {
  preloadPath: string;
  report: (trouble: WindowTrouble) => void;
}): BrowserWindow {
  const window = new BrowserWindow({
    kiosk: true,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#f7f6f2',
    webPreferences: {
      preload: options.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      backgroundThrottling: false,
    },
  });
  const { webContents } = window;
  const load = () => {
    if (window.isDestroyed()) return;
    window.loadURL(windowUrl).catch((error: unknown) => {
      options.report({ type: 'window_crashed', reason: String(error) });
      setTimeout(load, reloadDelayMs);
    });
  };
  webContents.on('render-process-gone', (_event, details) => {
    options.report({ type: 'window_crashed', reason: details.reason });
    setTimeout(load, reloadDelayMs);
  });
  window.on('unresponsive', () => {
    options.report({ type: 'window_unresponsive' });
    // Ends the hanging page, which leads to the reload above.
    webContents.forcefullyCrashRenderer();
  });
  window.once('ready-to-show', () => window.show());
  load();
  return window;
}

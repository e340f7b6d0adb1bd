import { app, Menu, type Session, type WebContents } from 'electron';
import { isPermitted } from './permissions.ts';
import { isWindowPage } from './served-file.ts';

/**
 * What no page in this application may do. The full lockdown of a terminal belongs to the operating
 * system; this closes what only the browser part can close.
 */
export function lockDownApplication(): void {
  Menu.setApplicationMenu(null);
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));
}

export function lockDownSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(
      isPermitted({ permission, requestingUrl: details.requestingUrl, isMainFrame: details.isMainFrame }),
    );
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isPermitted({ permission, requestingUrl: requestingOrigin, isMainFrame: details.isMainFrame }),
  );
  session.setDevicePermissionHandler(() => false);
  // A helper is shown this page and never anything else of the machine.
  session.setDisplayMediaRequestHandler(({ frame }, answer) => {
    answer(frame && isWindowPage(frame.url) ? { video: frame } : {});
  });
  session.on('will-download', (event) => event.preventDefault());
}

function lockDownContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('will-navigate', (event) => {
    if (!isWindowPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isWindowPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}

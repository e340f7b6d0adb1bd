import { ipcRenderer } from 'electron';
import { windowPortMessages } from '../../../contract/window-port.ts';

// Passes the page's request for a port on, and the port back. Exposes nothing to the page.
window.addEventListener('message', (event) => {
  if (event.source === window && event.data === windowPortMessages.ask)
    ipcRenderer.send(windowPortMessages.ask);
});
ipcRenderer.on(windowPortMessages.give, (event) => {
  window.postMessage(windowPortMessages.give, window.location.origin, event.ports);
});

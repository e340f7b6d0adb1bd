/**
 * How the window gets its port to the core under Electron, by `window.postMessage` within the page: the page asks
 * whenever it needs a line, the preload script answers once, with the port as the only transferred object, as soon
 * as a core serves.
 */
export const windowPortMessages = {
  ask: 'budayang:ask-core-port',
  give: 'budayang:core-port',
} as const;

/**
 * How the window gets its port to the core under Electron, by `window.postMessage` within the page: the page asks, the
 * preload script answers with the port as the only transferred object. A new answer, with a new port, comes whenever
 * the core was restarted; the port before it is closed by then.
 */
export const windowPortMessages = {
  ask: 'budayang:ask-core-port',
  give: 'budayang:core-port',
} as const;

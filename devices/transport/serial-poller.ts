/** What `poller` of a port of serialport has; its interface does not name it, and ports of Windows have none. */
interface Poller {
  poll(events?: number): void;
  listenerCount(event: 'readable' | 'writable'): number;
}

/** `UV_READABLE` and `UV_WRITABLE` of libuv. */
const flags = { readable: 1, writable: 2 };

/**
 * Lets a port wait to read and to write at the same time. The poller of serialport 13 waits only for
 * what was asked last (`uv_poll_start` replaces what it waited for), so a device that says something
 * while a long write waits for room stops that write until it happens to say something again.
 */
export function waitForBothWays(port: object | undefined): void {
  const { poller } = (port ?? {}) as { poller?: Poller };
  if (!poller) return;
  const poll = poller.poll.bind(poller);
  poller.poll = (events = 0) => {
    const reading = poller.listenerCount('readable') > 0 ? flags.readable : 0;
    const writing = poller.listenerCount('writable') > 0 ? flags.writable : 0;
    poll(events | reading | writing);
  };
}

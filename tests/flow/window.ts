import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { KioskView, kioskContract } from '../../contract/kiosk.ts';
import type { ScreenName } from '../../contract/kiosk-screens.ts';

type Client = ContractRouterClient<typeof kioskContract>;
type ScreenOf<Name extends ScreenName> = Extract<KioskView['screen'], { name: Name }>;

const waitDeadlineMs = 15_000;

/** The core is gone, or never was there: whoever waits for a view of this window waits in vain. */
export class LineGone extends Error {
  /** Of the WebSocket, as the window server tells them. */
  readonly closeCode: number;

  constructor(closeCode: number) {
    super(`the line to the core is gone (${closeCode})`);
    this.closeCode = closeCode;
  }
}

/** A window without pixels: holds the line to the core, sees its views, sends its verbs. */
export class Window {
  readonly client: Client;
  readonly #socket: WebSocket;
  readonly #watchers = new Set<() => void>();
  #left = false;
  #gone: LineGone | null = null;
  #view: KioskView | null = null;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  }

  static async open(terminalUrl: string): Promise<Window> {
    const { origin, host, hash } = new URL(terminalUrl);
    const token = new URLSearchParams(hash.slice(1)).get('token') ?? '';
    const socket = new WebSocket(`ws://${host}/rpc?token=${encodeURIComponent(token)}`, { origin });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    const window = new Window(socket);
    socket.once('close', (closeCode) => window.#lose(closeCode));
    void window.#follow();
    await window.until((view) => view !== null);
    return window;
  }

  get view(): KioskView {
    if (!this.#view) throw new Error('the core has shown nothing yet');
    return this.#view;
  }

  get isGone(): boolean {
    return this.#gone !== null || this.#socket.readyState !== WebSocket.OPEN;
  }

  /** The two words every verb carries. */
  get act(): { requestId: string; screenId: number } {
    return { requestId: crypto.randomUUID(), screenId: this.view.screenId };
  }

  async screen<Name extends ScreenName>(
    name: Name,
    holds: (screen: ScreenOf<Name>) => boolean = () => true,
    deadlineMs = waitDeadlineMs,
  ): Promise<ScreenOf<Name>> {
    const view = await this.until(
      (each) => each.screen.name === name && holds(each.screen as ScreenOf<Name>),
      deadlineMs,
    );
    return view.screen as ScreenOf<Name>;
  }

  until(holds: (view: KioskView) => boolean, deadlineMs = waitDeadlineMs): Promise<KioskView> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        reject(new Error(`waited in vain; the screen is ${JSON.stringify(this.#view?.screen)}`));
      }, deadlineMs);
      const look = () => {
        const view = this.#view && holds(this.#view) ? this.#view : null;
        const gone = this.#gone;
        if (!view && !gone) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        if (view) resolve(view);
        else reject(gone);
      };
      this.#watchers.add(look);
      look();
    });
  }

  close(): void {
    this.#left = true;
    this.#socket.close();
  }

  #lose(closeCode: number): void {
    this.#gone = new LineGone(closeCode);
    for (const look of this.#watchers) look();
  }

  async #follow(): Promise<void> {
    try {
      for await (const view of await this.client.watch()) {
        this.#view = view;
        for (const look of this.#watchers) look();
      }
    } catch (error) {
      if (!this.#left && this.#socket.readyState === WebSocket.OPEN) throw error;
    }
  }
}

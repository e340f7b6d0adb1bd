/**
 * The terminal's screen on its way to the helper. Frames go out only while what stands on the screen is fit
 * to be seen, and after a pause only those captured when it had been drawn so: a frame without a known time
 * never goes.
 */
export class ScreenTap {
  readonly #captured: MediaStreamTrack;
  readonly #sent: MediaStreamTrack;
  readonly #watch = document.createElement('video');
  readonly #send: (track: MediaStreamTrack | null) => void;
  readonly #stir: () => void;
  #isFit = false;
  #fitSinceMs = Number.POSITIVE_INFINITY;
  #isFlowing = false;

  constructor(options: {
    captured: MediaStreamTrack;
    /** Null: nothing is sent. */
    send: (track: MediaStreamTrack | null) => void;
    /** Has to change something on the screen, or a screen that stands still gives no frame. */
    stir: () => void;
  }) {
    this.#captured = options.captured;
    this.#sent = options.captured.clone();
    this.#sent.enabled = false;
    this.#send = options.send;
    this.#stir = options.stir;
    this.#watch.muted = true;
    this.#watch.srcObject = new MediaStream([this.#captured]);
    this.#watch.play().catch(() => {
      // Without frames to look at nothing is sent.
    });
    this.#lookAtFrames();
  }

  /** To be called before the screen is drawn. */
  setFit(isFit: boolean): void {
    if (isFit === this.#isFit) return;
    this.#isFit = isFit;
    this.#fitSinceMs = Number.POSITIVE_INFINITY;
    if (!isFit) {
      this.#close();
      return;
    }
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!this.#isFit) return;
        this.#fitSinceMs = performance.now();
        this.#stir();
      }),
    );
  }

  stop(): void {
    this.#isFit = false;
    this.#close();
    this.#captured.stop();
    this.#sent.stop();
    this.#watch.srcObject = null;
  }

  #close(): void {
    this.#isFlowing = false;
    this.#sent.enabled = false;
    this.#send(null);
  }

  #lookAtFrames(): void {
    this.#watch.requestVideoFrameCallback((_nowMs, { captureTime }) => {
      if (this.#captured.readyState === 'ended') return;
      const isSafe = captureTime !== undefined && captureTime >= this.#fitSinceMs;
      if (this.#isFit && !this.#isFlowing && isSafe) {
        this.#isFlowing = true;
        this.#send(this.#sent);
        this.#sent.enabled = true;
      }
      this.#lookAtFrames();
    });
  }
}

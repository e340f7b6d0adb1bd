import { connectionBy } from '../../../contract/call-connection.ts';
import type { CallWays, PeerSignal } from '../../../contract/help-call.ts';

type Shown = 'camera' | 'screen' | 'paper';

/**
 * The terminal's end of the connection between the two browsers (WebRTC). It always makes the offer,
 * with a place for voice, camera, screen and paper, in this order; a place stays empty until the resident
 * lets something be seen, so that nothing has to be negotiated again.
 */
export class CallPeer {
  readonly #connection: RTCPeerConnection;
  readonly #senders: Readonly<Record<Shown | 'voice', RTCRtpSender>>;
  readonly #tracks = new Map<Shown | 'voice', MediaStreamTrack>();
  readonly #send: (signal: PeerSignal) => void;
  /** Signals are taken one after the other. */
  #hearing: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: {
    ways: CallWays;
    send: (signal: PeerSignal) => void;
    /** The helper's voice and face. */
    onStream: (stream: MediaStream) => void;
  }) {
    this.#send = options.send;
    this.#connection = new RTCPeerConnection(connectionBy(options.ways));
    const add = (kind: 'audio' | 'video', direction: RTCRtpTransceiverDirection) =>
      this.#connection.addTransceiver(kind, { direction }).sender;
    this.#senders = {
      voice: add('audio', 'sendrecv'),
      camera: add('video', 'sendrecv'),
      screen: add('video', 'sendonly'),
      paper: add('video', 'sendonly'),
    };
    const heard = new MediaStream();
    this.#connection.addEventListener('track', ({ track }) => {
      heard.addTrack(track);
      options.onStream(heard);
    });
    this.#connection.addEventListener('icecandidate', ({ candidate }) => {
      if (!candidate) return;
      const { sdpMid, sdpMLineIndex } = candidate;
      this.#send({ kind: 'candidate', candidate: candidate.candidate, sdpMid, sdpMLineIndex });
    });
  }

  async start(): Promise<void> {
    await this.#connection.setLocalDescription();
    const { localDescription } = this.#connection;
    if (localDescription && !this.#isClosed) this.#send({ kind: 'offer', sdp: localDescription.sdp });
  }

  hear(signal: PeerSignal): void {
    this.#hearing = this.#hearing.then(async () => {
      if (this.#isClosed) return;
      if (signal.kind === 'answer')
        await this.#connection.setRemoteDescription({ type: 'answer', sdp: signal.sdp });
      if (signal.kind === 'candidate')
        await this.#connection.addIceCandidate(signal).catch(() => {
          // One way of several; the others are tried.
        });
    });
  }

  /** Null takes it away. False: the call was over meanwhile. */
  async show(what: Shown | 'voice', track: MediaStreamTrack | null): Promise<boolean> {
    this.#tracks.get(what)?.stop();
    this.#tracks.delete(what);
    if (this.#isClosed) {
      track?.stop();
      return false;
    }
    if (track) this.#tracks.set(what, track);
    await this.#senders[what].replaceTrack(track);
    return true;
  }

  /** As `show`, but the track stays its owner's to stop. */
  async lend(what: Shown, track: MediaStreamTrack | null): Promise<void> {
    if (!this.#isClosed) await this.#senders[what].replaceTrack(track);
  }

  close(): void {
    this.#isClosed = true;
    for (const track of this.#tracks.values()) track.stop();
    this.#tracks.clear();
    this.#connection.close();
  }
}

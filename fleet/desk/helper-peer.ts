import { connectionBy } from '../../contract/call-connection.ts';
import type { CallWays, PeerSignal } from '../../contract/help-call.ts';

export interface SeenStreams {
  readonly voice: MediaStream;
  readonly camera: MediaStream;
  readonly screen: MediaStream;
  readonly paper: MediaStream;
}

/** In this order the terminal offers them. */
const places = ['voice', 'camera', 'screen', 'paper'] as const;

/** The helper's end of the connection: answers the terminal's offer with voice and, where there is a camera, face. */
export class HelperPeer {
  readonly seen: SeenStreams = {
    voice: new MediaStream(),
    camera: new MediaStream(),
    screen: new MediaStream(),
    paper: new MediaStream(),
  };
  readonly #connection: RTCPeerConnection;
  readonly #send: (signal: PeerSignal) => void;
  readonly #own: MediaStream | null;
  #hearing: Promise<unknown> = Promise.resolve();

  /** @param own the helper's voice and face; null where neither can be opened. */
  constructor(own: MediaStream | null, ways: CallWays, send: (signal: PeerSignal) => void) {
    this.#connection = new RTCPeerConnection(connectionBy(ways));
    this.#own = own;
    this.#send = send;
    this.#connection.addEventListener('icecandidate', ({ candidate }) => {
      if (!candidate) return;
      const { sdpMid, sdpMLineIndex } = candidate;
      send({ kind: 'candidate', candidate: candidate.candidate, sdpMid, sdpMLineIndex });
    });
  }

  hear(signal: PeerSignal): void {
    this.#hearing = this.#hearing.then(async () => {
      if (this.#connection.signalingState === 'closed') return;
      if (signal.kind === 'offer') await this.#answer(signal.sdp);
      if (signal.kind === 'candidate') {
        await this.#connection.addIceCandidate(signal).catch(() => {
          // One way of several; the others are tried.
        });
      }
    });
  }

  close(): void {
    this.#connection.close();
    for (const track of this.#own?.getTracks() ?? []) track.stop();
  }

  async #answer(sdp: string): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp });
    const [voice, camera] = this.#connection.getTransceivers();
    const [ownVoice] = this.#own?.getAudioTracks() ?? [];
    const [ownFace] = this.#own?.getVideoTracks() ?? [];
    for (const [transceiver, track] of [
      [voice, ownVoice],
      [camera, ownFace],
    ] as const) {
      if (!transceiver || !track) continue;
      transceiver.direction = 'sendrecv';
      await transceiver.sender.replaceTrack(track);
    }
    this.#connection.getTransceivers().forEach(({ receiver }, index) => {
      const place = places[index];
      if (place) this.seen[place].addTrack(receiver.track);
    });
    await this.#connection.setLocalDescription();
    const { localDescription } = this.#connection;
    if (localDescription) this.#send({ kind: 'answer', sdp: localDescription.sdp });
  }
}

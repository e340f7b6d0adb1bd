import {
  badHead,
  crtBadReply,
  crtCommand,
  crtGoodReply,
  crtReplyShape,
  crtRequest,
  crtRequestShape,
  handshakeByte,
  readDigits,
  writeDigits,
} from '../../../devices/dispenser/crt-591-codec.ts';
import { SimulatedCrt591, SimulatedK720 } from '../../../devices/dispenser/index.ts';
import {
  decodeK720Request,
  encodeK720Request,
  flagsOf,
  k720Byte,
  k720Command,
  k720Reply,
  k720ReplyShape,
  k720RequestShape,
} from '../../../devices/dispenser/k720-codec.ts';
import { bytesOf, type FuzzTarget, frameTarget, unitTarget } from '../target.ts';

const crtRequests = Object.values(crtCommand).map(([command, parameter]) =>
  crtRequest.encode({
    address: 0,
    body: {
      command,
      parameter,
      data: command === 0xa5 && parameter === 0x31 ? writeDigits(7) : new Uint8Array(0),
    },
  }),
);
const crtReplies = [
  crtGoodReply.encode({
    address: 0,
    body: { command: 0x31, parameter: 0x30, place: 0x30, hopper: 0x32, bin: 0x30, data: writeDigits(12) },
  }),
  crtBadReply.encode({
    address: 0,
    body: { head: badHead.N, command: 0x32, parameter: 0x30, e1: 0x31, e0: 0x30, data: new Uint8Array(0) },
  }),
  Uint8Array.of(handshakeByte.ack),
  Uint8Array.of(handshakeByte.nak),
];
const [initialise = new Uint8Array(0)] = crtRequests;

const k720Requests = Object.values(k720Command).map(encodeK720Request);
const k720Replies = [
  k720Reply.encode({ kind: bytesOf('PB'), digits: bytesOf('001') }),
  k720Reply.encode({ kind: bytesOf('SF'), digits: bytesOf('008') }),
  Uint8Array.of(k720Byte.ack),
  Uint8Array.of(k720Byte.nak),
];

export const dispenserTargets: readonly FuzzTarget[] = [
  frameTarget('dispenser CRT-591 replies', crtReplyShape, crtReplies, (frame) => {
    const good = crtGoodReply.decode(frame);
    if (good.ok) readDigits(good.value.body.data);
    crtBadReply.decode(frame);
  }),
  frameTarget('dispenser CRT-591 requests', crtRequestShape, crtRequests, (frame) => {
    crtRequest.decode(frame);
  }),
  unitTarget('dispenser CRT-591 unit', {
    makeUnit: (clock) => new SimulatedCrt591({ clock, hopperCount: 0, moveMs: 5, answersWhileMoving: true }),
    questions: [initialise],
    commands: crtRequests,
    flushBytes: 1024,
  }),
  frameTarget('dispenser K720 replies', k720ReplyShape, k720Replies, (frame) => {
    const reply = k720Reply.decode(frame);
    if (reply.ok) flagsOf(reply.value.digits);
  }),
  frameTarget('dispenser K720 requests', k720RequestShape, k720Requests, (frame) => {
    decodeK720Request(frame);
  }),
  unitTarget('dispenser K720 unit', {
    makeUnit: (clock) => new SimulatedK720({ clock, moveMs: 5 }),
    // The acknowledgement; what it answers behind the enquiry depends on what it did before.
    questions: [encodeK720Request(k720Command.clearFlags)],
    commands: [...k720Requests, Uint8Array.of(k720Byte.enquiry)],
    flushBytes: 8,
  }),
];

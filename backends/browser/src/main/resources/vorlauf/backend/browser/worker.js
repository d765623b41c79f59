// The way from the engine to the audio thread: takes frames from a WebSocket into the ring, tells the engine how many of them
// were played, and connects again when the connection is gone.
//
// The engine sends no more than the buffer holds beyond what was played, and hears of that every few milliseconds.
'use strict';
const WRITTEN = 0, READ = 1, UNDERRUNS = 2, SILENT = 3, IDLE = 4;
const LOOK_MILLIS = 4;
const FIRST_PAUSE_MILLIS = 250, LONGEST_PAUSE_MILLIS = 4000;

let address = '';
let socket = null;
let pauseMillis = FIRST_PAUSE_MILLIS;
let playing = false;
let begun = false;      // whether frames of this connection come
let ring = null;        // shared memory, or null
let feed = null;        // messages to the audio thread, or null
let channels = 0;
let written = 0;        // frames given to the consumer
let start = 0;          // of these, before this connection began to play
let played = { read: 0, underruns: 0, silentFrames: 0 }; // what the consumer said, where there is no shared memory
let told = -1;          // frames that the engine was told of

const say = message => { if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message)); };

function connect() {
  socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    pauseMillis = FIRST_PAUSE_MILLIS;
    postMessage({ kind: 'connected' });
    if (playing) say({ kind: 'play' });
  };
  socket.onmessage = event => (typeof event.data === 'string' ? listen(JSON.parse(event.data)) : take(event.data));
  socket.onclose = event => {
    begun = false;
    idle(1);
    postMessage({ kind: 'disconnected', reason: event.reason });
    setTimeout(connect, pauseMillis);
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
  };
}

function listen(message) {
  if (message.kind === 'begin') {
    begun = true;
    start = written;
    told = -1;
    idle(0);
  }
  postMessage(message);
}

function idle(value) {
  if (ring) Atomics.store(ring.head, IDLE, value);
  if (feed) feed.postMessage({ idle: value });
}

function take(bytes) {
  if (!begun) return; // of before a pause
  const frames = bytes.byteLength / 4 / channels;
  const chunk = new Float32Array(bytes); // little-endian on both sides
  if (ring) {
    if (((written - Atomics.load(ring.head, READ)) | 0) + frames > ring.mask + 1) throw new Error('more frames than the buffer holds');
    const at = (written & ring.mask) * channels;
    const first = Math.min(chunk.length, ring.samples.length - at);
    ring.samples.set(chunk.subarray(0, first), at);
    if (first < chunk.length) ring.samples.set(chunk.subarray(first), 0);
    written = (written + frames) | 0;
    Atomics.store(ring.head, WRITTEN, written);
  } else {
    written = (written + frames) | 0;
    feed.postMessage(chunk, [chunk.buffer]);
  }
}

function credit() {
  if (!begun) return;
  const now = ring
    ? { read: Atomics.load(ring.head, READ), underruns: Atomics.load(ring.head, UNDERRUNS), silentFrames: Atomics.load(ring.head, SILENT) }
    : played;
  const frames = Math.max(0, (now.read - start) | 0);
  if (frames === told) return;
  told = frames;
  say({ kind: 'consumed', frames, underruns: now.underruns, silentFrames: now.silentFrames });
}

function attach(message) {
  channels = message.channels;
  if (message.memory) {
    ring = {
      head: new Int32Array(message.memory, 0, 16),
      samples: new Float32Array(message.memory, 64),
      mask: message.capacityFrames - 1,
    };
    setInterval(credit, LOOK_MILLIS);
  } else {
    feed = message.feed;
    feed.onmessage = event => {
      if (event.data.emptied) return;
      played = event.data;
      credit();
    };
  }
}

onmessage = event => {
  const message = event.data;
  switch (message.kind) {
    case 'open': address = message.address; connect(); break;
    case 'attach': attach(message); break;
    case 'play': playing = true; say(message); break;
    case 'pause': playing = false; begun = false; idle(1); say(message); break;
    case 'cut': socket.close(); break;
    default: say(message);
  }
};

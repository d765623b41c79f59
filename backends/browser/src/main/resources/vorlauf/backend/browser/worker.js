// The way from the engine to the audio thread: takes frames from a WebSocket into the ring, tells the engine how many of them
// were played, and connects again when the connection is gone.
//
// The engine sends no more than the buffer holds beyond what was played, and hears of that every few milliseconds. Each side says
// something again and again, also where nothing plays: a network that goes without a word is known by that.
'use strict';
const WRITTEN = 0, READ = 1, UNDERRUNS = 2, SILENT = 3, FLOW = 4, RESUME = 5;
const DUE = 0, NONE_COME = 1, BEGINS = 2;
const LOOK_MILLIS = 4;
const FIRST_PAUSE_MILLIS = 250, LONGEST_PAUSE_MILLIS = 4000;
const CHECK_MILLIS = 250, QUIET_CHECKS = 8; // the engine says how things stand every 100 ms

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
let resumeFrames = 1;   // the consumer begins when so many are there
let flow = NONE_COME;
let takenMillis = 0;    // when frames came last, 0 where none are due
let longestWaitMillis = 0;
let quiet = 0;          // checks since the engine has said anything
let played = { read: 0, underruns: 0, silentFrames: 0 }; // what the consumer said, where there is no shared memory
let told = -1;          // frames that the engine was told of

const say = message => { if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message)); };

function connect() {
  quiet = 0;
  socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    pauseMillis = FIRST_PAUSE_MILLIS;
    postMessage({ kind: 'connected' });
    if (playing) say({ kind: 'play' });
  };
  socket.onmessage = event => {
    quiet = 0;
    if (typeof event.data === 'string') listen(JSON.parse(event.data));
    else take(event.data);
  };
  socket.onclose = event => lose(event.reason);
}

// The connection is gone, or as good as gone: another one is made. An old one that comes to life again is not heard.
function lose(reason) {
  socket.onopen = socket.onmessage = socket.onclose = null;
  socket.close();
  socket = null;
  begun = false;
  set(NONE_COME);
  postMessage({ kind: 'disconnected', reason });
  setTimeout(connect, pauseMillis);
  pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
}

// Checks are counted, not milliseconds: a worker that stood still itself has heard nothing either.
function check() {
  if (!socket) return;
  say({ kind: 'here' });
  postMessage({ kind: 'wait', longestMillis: longestWaitMillis });
  quiet++;
  if (quiet > QUIET_CHECKS) lose('nothing was heard for a while');
}

function listen(message) {
  if (message.kind === 'begin') {
    begun = true;
    start = written;
    told = -1;
    set(BEGINS);
  }
  if (message.kind === 'lead') {
    resumeFrames = message.resumeFrames;
    tellConsumer();
  }
  postMessage(message);
}

function set(value) {
  flow = value;
  takenMillis = 0;
  tellConsumer();
}

function tellConsumer() {
  if (ring) {
    Atomics.store(ring.head, RESUME, resumeFrames);
    Atomics.store(ring.head, FLOW, flow);
  }
  if (feed) feed.postMessage({ flow, resumeFrames });
}

function take(bytes) {
  if (!begun) return; // of before a pause
  const nowMillis = performance.now();
  if (takenMillis) longestWaitMillis = Math.max(longestWaitMillis, nowMillis - takenMillis);
  takenMillis = flow === DUE ? nowMillis : 0;
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
  if (flow === BEGINS && ((written - start) | 0) >= resumeFrames) set(DUE);
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
  tellConsumer();
}

onmessage = event => {
  const message = event.data;
  switch (message.kind) {
    case 'open': address = message.address; connect(); setInterval(check, CHECK_MILLIS); break;
    case 'attach': attach(message); break;
    case 'play': playing = true; say(message); break;
    case 'pause': playing = false; begun = false; set(NONE_COME); say(message); break;
    default: say(message);
  }
};

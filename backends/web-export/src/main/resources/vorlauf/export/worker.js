// The producer: renders the plan ahead of the audio thread, as far as the lead allows. The consumer never wakes it: with
// shared memory it looks again by itself, without it the frames that were played come as messages.
const WRITTEN = 0, READ = 1;
const LOOK_MILLIS = 4;
const TELL_MILLIS = 100;

let player = null;      // exports of the WebAssembly module
let score = null;
let block = null;       // the block that was rendered last
let ring = null;        // shared memory, or null
let feed = null;        // messages to the audio thread, or null
let written = 0;        // frames given to the consumer
let read = 0;           // frames that the consumer has played, where there is no shared memory
let leadFrames = 4096;
let endFrames = 0;      // where the recording begins again, 0 for never
let passes = 0;
const empty = [];       // arrays that came back from the audio thread

const now = () => performance.now();

async function load(wasm) {
  const module = await TeaVM.wasmGC.load(new Int8Array(wasm), { stackDeobfuscator: { enabled: false } });
  return module.exports;
}

function open() {
  const wrong = player.open(score);
  if (wrong) throw new Error(wrong);
  block = new Float32Array(player.blockFrames() * player.channels());
}

// Goes back to the beginning; controls that the user holds stay held.
const held = new Map();
function restart() {
  open();
  passes++;
  for (const [control, value] of held) player.hold(control, value);
}

function renderBlock() {
  if (endFrames > 0 && player.positionFrames() >= endFrames) restart();
  player.render(block);
}

function fill() {
  const frames = player.blockFrames();
  while (true) {
    const played = ring ? Atomics.load(ring.head, READ) : read;
    const ahead = (written - played) | 0;
    if (ahead + frames > Math.max(leadFrames, frames)) return;
    renderBlock();
    if (ring) {
      const at = (written & ring.mask) * ring.channels;
      const first = Math.min(block.length, ring.samples.length - at);
      ring.samples.set(first === block.length ? block : block.subarray(0, first), at);
      if (first < block.length) ring.samples.set(block.subarray(first), 0);
      written = (written + frames) | 0;
      Atomics.store(ring.head, WRITTEN, written);
    } else {
      const chunk = empty.pop() || new Float32Array(block.length);
      chunk.set(block);
      written = (written + frames) | 0;
      feed.postMessage(chunk, [chunk.buffer]);
    }
  }
}

let toldMillis = 0;
function tell() {
  if (now() - toldMillis < TELL_MILLIS) return;
  toldMillis = now();
  const values = [];
  for (let i = 0; i < player.controlCount(); i++) values.push(player.controlValue(i));
  const meters = [];
  for (let i = 0; i < player.meterCount(); i++) meters.push({ name: player.meterName(i), peak: player.takePeak(i) });
  postMessage({ kind: 'state', positionFrames: player.positionFrames(), passes, values, meters, muted: player.mutedBlocks() });
}

function step() {
  try {
    fill();
    tell();
  } catch (thrown) {
    fail(thrown);
    return;
  }
  if (ring) setTimeout(step, LOOK_MILLIS);
}

function fail(thrown) {
  postMessage({ kind: 'failed', message: String(thrown && thrown.message || thrown) });
}

// Renders the recording from its beginning into one array and hashes it: the bits of the JVM, or not.
async function check(frames) {
  const channels = player.channels();
  const samples = new Float32Array(frames * channels);
  const started = now();
  for (let done = 0; done < frames; done += player.blockFrames()) {
    player.render(block);
    const rest = samples.length - done * channels;
    samples.set(rest < block.length ? block.subarray(0, rest) : block, done * channels);
  }
  const millis = now() - started;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', samples));
  const sha256 = Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('');
  postMessage({ kind: 'checked', sha256, millis });
}

function attach(message) {
  leadFrames = message.leadFrames;
  endFrames = message.endFrames;
  if (message.memory) {
    ring = {
      head: new Int32Array(message.memory, 0, 16),
      samples: new Float32Array(message.memory, 64),
      channels: player.channels(),
      mask: message.capacityFrames - 1,
    };
  } else {
    feed = message.feed;
    feed.onmessage = event => {
      if (event.data.emptied) {
        empty.push(event.data.emptied);
      } else {
        read = event.data.read;
        step();
      }
    };
  }
  step();
}

onmessage = async event => {
  const message = event.data;
  try {
    switch (message.kind) {
      case 'open':
        score = new Int8Array(message.score);
        player = await load(message.wasm);
        open();
        postMessage({ kind: 'ready', blockFrames: player.blockFrames(), channels: player.channels() });
        break;
      case 'attach': attach(message); break;
      case 'lead': leadFrames = message.frames; if (!ring) step(); break;
      case 'repeat': endFrames = message.endFrames; break;
      case 'restart': restart(); break;
      case 'hold': held.set(message.control, message.value); player.hold(message.control, message.value); break;
      case 'follow': held.delete(message.control); player.follow(message.control); break;
      case 'check': await check(message.frames); break;
    }
  } catch (thrown) {
    fail(thrown);
  }
};

// The main thread of the live page: says what is wanted and draws; the worker brings frames, the audio thread plays them.
const CAPACITY_FRAMES = 1 << 15;
const DRAIN_MILLIS = 250;

Object.assign(page, {
  hello: null, lead: null, state: null, begin: null, connected: false, playing: false, longestWaitMillis: 0,
  setControl: (index, value) => page.worker.postMessage({ kind: 'hold', name: sliders[index].control.name, value }),
  followControl: index => page.worker.postMessage({ kind: 'follow', name: sliders[index].control.name }),
});

function hear(message) {
  switch (message.kind) {
    case 'hello':
      page.hello = message;
      page.sampleRate = message.sampleRate;
      $('play').disabled = false;
      showState();
      break;
    case 'lead': page.lead = message; break;
    case 'begin': page.begin = message; break;
    case 'controls': makeSliders(message.controls); break;
    case 'state': page.state = message; break;
    case 'wait': page.longestWaitMillis = message.longestMillis; break;
    case 'connected': page.connected = true; showState(); break;
    case 'disconnected': page.connected = false; page.begin = null; showState(); break;
  }
}

function showState() {
  showTransport();
  if (page.failure || page.playing) return;
  $('state').textContent = page.connected ? 'ready' : 'the engine does not answer; trying again';
}

function makeSliders(controls) {
  sliders.length = 0;
  $('sliders').replaceChildren();
  controls.forEach(addSlider);
  $('controls').hidden = controls.length === 0;
}

async function connect() {
  const { sampleRate, channels } = page.hello;
  const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
  page.context = context;
  context.onstatechange = showTransport;
  await context.audioWorklet.addModule('worklet.js');
  page.shared = window.crossOriginIsolated && typeof SharedArrayBuffer === 'function';
  const memory = page.shared ? new SharedArrayBuffer(64 + CAPACITY_FRAMES * channels * 4) : null;
  page.node = new AudioWorkletNode(context, 'vorlauf-consumer', {
    numberOfInputs: 0,
    outputChannelCount: [channels],
    processorOptions: { channels, capacityFrames: CAPACITY_FRAMES, memory },
  });
  page.node.onprocessorerror = () => fail('The audio thread has stopped with an error.');
  page.node.port.onmessage = event => { page.stats = event.data; };
  const attach = { kind: 'attach', memory, capacityFrames: CAPACITY_FRAMES, channels };
  if (page.shared) {
    page.worker.postMessage(attach);
  } else {
    const channel = new MessageChannel();
    page.node.port.postMessage(channel.port1, [channel.port1]);
    page.worker.postMessage({ ...attach, feed: channel.port2 }, [channel.port2]);
  }
  wire();
  $('transport-kind').textContent = page.shared ? 'shared memory' : 'messages (this page is not isolated)';
  $('stream').textContent = `${context.sampleRate.toLocaleString('en')} Hz, ${channels} channel${channels === 1 ? '' : 's'}, 32-bit float`;
}

async function toggle() {
  try {
    page.playing = !page.playing;
    if (page.playing) {
      $('play').disabled = true;
      if (!page.context) await connect();
      page.gain.gain.setTargetAtTime(volume(), page.context.currentTime, 0.01);
      page.worker.postMessage({ kind: 'play' });
      await page.context.resume();
      $('play').disabled = false;
    } else {
      // what is in the ring is played in silence first, so that it is not heard when the sound comes back
      page.gain.gain.setTargetAtTime(0, page.context.currentTime, 0.01);
      page.worker.postMessage({ kind: 'pause' });
      setTimeout(() => { if (!page.playing) page.context.suspend(); }, DRAIN_MILLIS);
    }
    showTransport();
  } catch (thrown) {
    fail('The sound cannot start: ' + thrown.message);
  }
}

function figures() {
  const { state, stats } = page;
  if (state) showEngine(state);
  meters([...levels(stats), ...(state ? state.meters : [])]);
  if (!stats) return;
  $('clock').textContent = clock(stats.frames);
  $('fill').textContent = `${stats.fillFrames.toLocaleString('en')} of ${page.lead.bufferFrames.toLocaleString('en')} frames`;
  $('frames').textContent = stats.frames.toLocaleString('en');
  $('underruns').textContent = `${stats.underruns} (${stats.silentFrames} frames)`;
  $('underruns').className = stats.underruns ? 'bad' : '';
  $('wait').textContent = `${page.longestWaitMillis.toFixed(0)} ms`;
  $('pause').textContent = `${stats.longestPauseMillis.toFixed(0)} ms`;
}

const levels = stats => (stats ? stats.peaks.map((peak, channel) => ({ name: 'output ' + (channel + 1), peak })) : []);

function showEngine(state) {
  if (state.values.length === sliders.length) {
    sliders.forEach((slider, index) => {
      slider.held = false; // what somebody holds is held for all
      slider.back.disabled = !state.held[index];
    });
    showControls(state.values);
  }
  $('role').textContent = state.role;
  $('listeners').textContent = state.listeners;
  $('lost').textContent = `${state.lostFrames} frames`;
  $('lost').className = state.lostFrames ? 'bad' : '';
  $('drift').textContent = state.resampled ? `${state.partsPerMillion.toFixed(0)} ppm, resampled` : 'none, bit for bit';
}

$('play').onclick = toggle;
$('volume').oninput = setVolume;
onSpace(toggle);
scope();
show(scope, figures);
if (noAudioThread()) {
  fail(noAudioThread());
} else {
  const address = new URL('live', location.href);
  address.protocol = address.protocol.replace('http', 'ws');
  page.worker = new Worker('worker.js');
  page.worker.onerror = event => fail('The worker has failed: ' + event.message);
  page.worker.onmessage = event => hear(event.data);
  page.worker.postMessage({ kind: 'open', address: address.href });
}

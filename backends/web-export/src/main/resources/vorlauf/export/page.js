// The main thread: declares what is wanted and draws; the worker renders, the audio thread plays.
'use strict';

const $ = id => document.getElementById(id);
const facts = JSON.parse($('facts').textContent);
const CAPACITY_FRAMES = 1 << 15;
const LEADS = [512, 1024, 2048, 4096, 8192, 16384];
const PLAY = 'M7 4l13 8-13 8z', PAUSE = 'M6 4h4v16H6zM14 4h4v16h-4z';

const page = {
  context: null, node: null, gain: null, analyser: null, worker: null,
  shared: false, leadFrames: 4096, stats: null, state: null, wave: new Float32Array(2048), failure: null,
};
window.vorlauf = page; // for the curious at the console

function fail(message) {
  page.failure = message;
  $('alert').textContent = message;
  $('alert').hidden = false;
  $('state').textContent = 'stopped';
}

function whatIsMissing() {
  if (!window.isSecureContext) {
    return 'A browser gives its audio thread only to pages from https:, http://localhost or a file. Open this page there.';
  }
  if (!window.AudioWorkletNode) return 'This browser has no AudioWorklet. Chrome 119, Firefox 120 and Safari 18.2 have one.';
  if (!window.DecompressionStream) return 'This browser cannot unpack this page. Chrome 119, Firefox 120 and Safari 18.2 can.';
  return '';
}

async function unpack(id) {
  const text = atob($(id).textContent);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}


// A worker with the score open; told is called with every message.
function startWorker(told) {
  const worker = new Worker(URL.createObjectURL(new Blob([$('worker').textContent], { type: 'text/javascript' })));
  worker.onerror = event => fail('The player cannot start: ' + (event.message || 'the browser does not say why'));
  worker.onmessage = event => (event.data.kind === 'failed' ? fail(event.data.message) : told(event.data));
  worker.postMessage({ kind: 'open', wasm: page.wasm, score: page.score });
  return worker;
}

async function load() {
  const missing = whatIsMissing();
  if (missing) return fail(missing);
  [page.wasm, page.score] = await Promise.all([unpack('player'), unpack('score')]);
  page.worker = startWorker(message => {
    if (message.kind === 'ready') {
      $('state').textContent = 'ready';
      for (const id of ['play', 'restart', 'check']) $(id).disabled = false;
    } else if (message.kind === 'state') {
      page.state = message;
    }
  });
}

async function connect() {
  const context = new AudioContext({ sampleRate: facts.sampleRate, latencyHint: 'interactive' });
  page.context = context;
  // not a blob: a page that was opened as a file may not load those into the audio thread
  await context.audioWorklet.addModule('data:text/javascript,' + encodeURIComponent($('worklet').textContent));
  page.shared = window.crossOriginIsolated && typeof SharedArrayBuffer === 'function';
  const memory = page.shared ? new SharedArrayBuffer(64 + CAPACITY_FRAMES * facts.channels * 4) : null;
  const node = new AudioWorkletNode(context, 'vorlauf-consumer', {
    numberOfInputs: 0,
    outputChannelCount: [facts.channels],
    processorOptions: { channels: facts.channels, capacityFrames: CAPACITY_FRAMES, memory },
  });
  node.onprocessorerror = () => fail('The audio thread has stopped with an error.');
  node.port.onmessage = event => { page.stats = event.data; };
  page.node = node;
  const attach = {
    kind: 'attach', memory, capacityFrames: CAPACITY_FRAMES, leadFrames: page.leadFrames, endFrames: endFrames(),
  };
  if (page.shared) {
    page.worker.postMessage(attach);
  } else {
    const channel = new MessageChannel();
    node.port.postMessage(channel.port1, [channel.port1]);
    page.worker.postMessage({ ...attach, feed: channel.port2 }, [channel.port2]);
  }
  page.gain = new GainNode(context, { gain: volume() });
  page.analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
  node.connect(page.analyser);
  node.connect(page.gain).connect(context.destination);
  context.onstatechange = showTransport;
  $('transport-kind').textContent = page.shared ? 'shared memory' : 'messages (this page is not isolated)';
  $('stream').textContent = `${context.sampleRate.toLocaleString('en')} Hz, ${facts.channels} channel${facts.channels === 1 ? '' : 's'}`;
}

const endFrames = () => (facts.moves && $('repeat').checked ? facts.frames : 0);

async function toggle() {
  try {
    const first = !page.context;
    if (first) {
      $('play').disabled = true;
      await connect();
      $('play').disabled = false;
    }
    const playing = !first && page.context.state === 'running';
    await (playing ? page.context.suspend() : page.context.resume());
    showTransport();
  } catch (thrown) {
    fail('The sound cannot start: ' + thrown.message);
  }
}

function showTransport() {
  const running = page.context && page.context.state === 'running';
  $('symbol').setAttribute('d', running ? PAUSE : PLAY);
  $('play').setAttribute('aria-label', running ? 'Pause' : 'Play');
  if (!page.failure) $('state').textContent = running ? 'playing' : 'paused';
}

// ---- volume and controls ----------------------------------------------------------------------------------------------

const volume = () => ($('volume').value <= -60 ? 0 : Math.pow(10, $('volume').value / 20));

function setVolume() {
  $('decibels').textContent = $('volume').value <= -60 ? 'silent' : Number($('volume').value).toFixed(1) + ' dB';
  if (page.gain) page.gain.gain.setTargetAtTime(volume(), page.context.currentTime, 0.01);
}

const STEPS = 1000;
const sliders = [];

const valueAt = (control, place) => control.logarithmic
  ? control.lowest * Math.pow(control.highest / control.lowest, place)
  : control.lowest + (control.highest - control.lowest) * place;

const placeOf = (control, value) => control.logarithmic
  ? Math.log(value / control.lowest) / Math.log(control.highest / control.lowest)
  : (value - control.lowest) / (control.highest - control.lowest);

const text = value => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function addSlider(control, index) {
  const row = document.createElement('div');
  row.className = 'slider';
  const label = document.createElement('label');
  label.textContent = control.name;
  label.htmlFor = 'control-' + index;
  const input = document.createElement('input');
  Object.assign(input, { type: 'range', id: 'control-' + index, min: 0, max: STEPS, step: 1 });
  input.value = STEPS * placeOf(control, control.initial);
  const output = document.createElement('output');
  output.textContent = text(control.initial);
  const back = document.createElement('button');
  Object.assign(back, { type: 'button', textContent: 'follow', disabled: true, title: 'Let the patch move it again' });
  const slider = { control, input, output, back, held: false };
  input.oninput = () => {
    const value = valueAt(control, input.value / STEPS);
    slider.held = true;
    back.disabled = false;
    output.textContent = text(value);
    page.worker.postMessage({ kind: 'hold', control: index, value });
  };
  back.onclick = () => {
    slider.held = false;
    back.disabled = true;
    page.worker.postMessage({ kind: 'follow', control: index });
  };
  row.append(label, input, output, back);
  $('sliders').append(row);
  sliders.push(slider);
}

function showControls() {
  if (!page.state) return;
  sliders.forEach((slider, index) => {
    if (slider.held || document.activeElement === slider.input) return;
    const value = page.state.values[index];
    slider.input.value = STEPS * Math.min(1, Math.max(0, placeOf(slider.control, value)));
    slider.output.textContent = text(value);
  });
}

// ---- drawing ----------------------------------------------------------------------------------------------------------

const canvas = $('scope'), draw = canvas.getContext('2d');

// Begins at a rising zero, so that a steady tone stands still.
function scope() {
  const { width, height } = canvas;
  const style = getComputedStyle(document.documentElement);
  draw.clearRect(0, 0, width, height);
  draw.strokeStyle = style.getPropertyValue('--line');
  draw.lineWidth = 1;
  draw.beginPath();
  draw.moveTo(0, height / 2);
  draw.lineTo(width, height / 2);
  draw.stroke();
  if (!page.analyser) return;
  page.analyser.getFloatTimeDomainData(page.wave);
  const wave = page.wave, shown = wave.length / 2;
  let start = 0;
  while (start < shown && !(wave[start] <= 0 && wave[start + 1] > 0)) start++;
  start %= shown;
  let peak = 0.05;
  for (const sample of wave) peak = Math.max(peak, Math.abs(sample));
  draw.strokeStyle = style.getPropertyValue('--accent');
  draw.lineWidth = 3;
  draw.lineJoin = 'round';
  draw.beginPath();
  for (let i = 0; i < shown; i++) draw.lineTo(i * width / (shown - 1), height / 2 * (1 - 0.9 * wave[start + i] / peak));
  draw.stroke();
}

function clock(frames) {
  const seconds = frames / facts.sampleRate;
  return Math.floor(seconds / 60) + ':' + (seconds % 60).toFixed(1).padStart(4, '0');
}

function meters() {
  const readings = page.state ? page.state.meters : [];
  $('meters').hidden = readings.length === 0;
  const bars = $('bars');
  while (bars.children.length < readings.length) {
    const bar = document.createElement('div');
    bar.className = 'bar';
    bar.append(document.createElement('span'), document.createElement('meter'), document.createElement('output'));
    bars.append(bar);
  }
  while (bars.children.length > readings.length) bars.lastChild.remove();
  readings.forEach((reading, i) => {
    const [name, meter, output] = bars.children[i].children;
    name.textContent = reading.name;
    meter.value = Math.min(1, reading.peak);
    output.textContent = reading.peak > 0 ? (20 * Math.log10(reading.peak)).toFixed(1) + ' dB' : 'silent';
  });
}

function frame() {
  requestAnimationFrame(frame);
  if (page.context && page.context.state === 'running') scope();
  showControls();
  meters();
  const stats = page.stats;
  if (!stats) return;
  $('clock').textContent = clock(stats.frames);
  $('fill').textContent = stats.fillFrames.toLocaleString('en');
  $('frames').textContent = stats.frames.toLocaleString('en');
  const muted = page.state && page.state.muted;
  $('underruns').textContent = `${stats.underruns} (${stats.silentFrames} frames)` + (muted ? `, ${muted} blocks muted` : '');
  $('underruns').className = stats.underruns || muted ? 'bad' : '';
}

// ---- the same bits ----------------------------------------------------------------------------------------------------

function check() {
  $('check').disabled = true;
  $('checked').className = '';
  $('checked').textContent = 'rendering';
  page.checked = null;
  const seconds = facts.hashedFrames / facts.sampleRate;
  const worker = startWorker(message => {
    if (message.kind === 'ready') worker.postMessage({ kind: 'check', frames: facts.hashedFrames });
    if (message.kind !== 'checked') return;
    worker.terminate();
    page.checked = message;
    const same = message.sha256 === facts.sha256;
    $('check').disabled = false;
    $('checked').className = same ? 'good' : 'bad';
    $('checked').textContent = same
      ? `the same, ${(seconds * 1000 / message.millis).toFixed(0)} times as fast as real time`
      : `different: ${message.sha256}`;
  });
}

// ---- start ------------------------------------------------------------------------------------------------------------

$('hash').textContent = `sha256 ${facts.sha256} of the first ${(facts.hashedFrames / facts.sampleRate).toFixed(1)} s`;
$('graphs').textContent = facts.moves ? `${facts.graphs} in ${(facts.frames / facts.sampleRate).toFixed(1)} s, recorded` : 'one, it does not change';
$('repeat-row').hidden = !facts.moves;
for (const frames of LEADS) $('lead').append(new Option(frames.toLocaleString('en'), frames, false, frames === page.leadFrames));
$('lead').onchange = () => {
  page.leadFrames = Number($('lead').value);
  page.worker.postMessage({ kind: 'lead', frames: page.leadFrames });
};
facts.controls.forEach(addSlider);
$('controls').hidden = facts.controls.length === 0;
$('play').onclick = toggle;
$('restart').onclick = () => page.worker.postMessage({ kind: 'restart' });
$('repeat').onchange = () => page.worker.postMessage({ kind: 'repeat', endFrames: endFrames() });
$('volume').oninput = setVolume;
$('check').onclick = check;
document.onkeydown = event => {
  if (event.code === 'Space' && !/^(BUTTON|SELECT|INPUT)$/.test(event.target.tagName) && !$('play').disabled) {
    event.preventDefault();
    toggle();
  }
};
scope();
load().catch(thrown => fail('The page cannot be unpacked: ' + thrown.message));
requestAnimationFrame(frame);

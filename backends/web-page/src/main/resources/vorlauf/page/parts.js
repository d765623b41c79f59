// What all pages with sound share: volume, sliders, scope, meters. A page's own script follows in the same scope; it sets
// page.sampleRate, page.setControl and page.followControl.
'use strict';

const $ = id => document.getElementById(id);
const PLAY = 'M7 4l13 8-13 8z', PAUSE = 'M6 4h4v16H6zM14 4h4v16h-4z';

const page = {
  context: null, node: null, gain: null, analyser: null, worker: null, sampleRate: 48000,
  shared: false, stats: null, wave: new Float32Array(2048), failure: null,
  setControl: () => {}, followControl: () => {},
};
window.vorlauf = page; // for the curious at the console

function fail(message) {
  page.failure = message;
  $('alert').textContent = message;
  $('alert').hidden = false;
  $('state').textContent = 'stopped';
}

// Why this page gets no audio thread, or nothing.
function noAudioThread() {
  if (!window.isSecureContext) {
    return 'A browser gives its audio thread only to pages from https:, http://localhost or a file. Open this page there.';
  }
  if (!window.AudioWorkletNode) return 'This browser has no AudioWorklet. Chrome 119, Firefox 120 and Safari 18.2 have one.';
  return '';
}

// The way from the consumer to the loudspeakers, with the scope beside it.
function wire() {
  page.gain = new GainNode(page.context, { gain: volume() });
  page.analyser = new AnalyserNode(page.context, { fftSize: 8192, smoothingTimeConstant: 0 });
  page.node.connect(page.analyser);
  page.node.connect(page.gain).connect(page.context.destination);
}

function showTransport() {
  const running = page.context && page.context.state === 'running';
  $('symbol').setAttribute('d', running ? PAUSE : PLAY);
  $('play').setAttribute('aria-label', running ? 'Pause' : 'Play');
  if (!page.failure) $('state').textContent = running ? 'playing' : 'paused';
}

// The space bar plays and pauses, but where it means something else.
function onSpace(toggle) {
  document.onkeydown = event => {
    if (event.code === 'Space' && !/^(BUTTON|SELECT|INPUT)$/.test(event.target.tagName) && !$('play').disabled) {
      event.preventDefault();
      toggle();
    }
  };
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
    page.setControl(index, value);
  };
  back.onclick = () => {
    slider.held = false;
    back.disabled = true;
    page.followControl(index);
  };
  row.append(label, input, output, back);
  $('sliders').append(row);
  sliders.push(slider);
}

function showControls(values) {
  sliders.forEach((slider, index) => {
    if (slider.held || document.activeElement === slider.input) return;
    const value = values[index];
    slider.input.value = STEPS * Math.min(1, Math.max(0, placeOf(slider.control, value)));
    slider.output.textContent = text(value);
  });
}

// ---- drawing ----------------------------------------------------------------------------------------------------------

// What a page draws takes the processor from what brings the sound, above all where there is no graphics card.
const PICTURE_MILLIS = 33, FIGURES_MILLIS = 100;

// Calls both again and again while the page is seen: what moves, and what is read.
function show(picture, figures) {
  let nextPicture = 0, nextFigures = 0;
  const look = now => {
    requestAnimationFrame(look);
    if (now >= nextPicture) {
      nextPicture = now + PICTURE_MILLIS - 8; // half a frame of the screen
      if (page.context && page.context.state === 'running') picture();
    }
    if (now >= nextFigures) {
      nextFigures = now + FIGURES_MILLIS - 8;
      figures();
    }
  };
  requestAnimationFrame(look);
}

const canvas = $('scope'), draw = canvas.getContext('2d');
canvas.width = Math.round(canvas.clientWidth * devicePixelRatio) || canvas.width;
canvas.height = Math.round(canvas.clientHeight * devicePixelRatio) || canvas.height;

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
  draw.lineWidth = 1.5 * devicePixelRatio;
  draw.lineJoin = 'round';
  draw.beginPath();
  for (let i = 0; i < shown; i++) draw.lineTo(i * width / (shown - 1), height / 2 * (1 - 0.9 * wave[start + i] / peak));
  draw.stroke();
}

function clock(frames) {
  const seconds = frames / page.sampleRate;
  return Math.floor(seconds / 60) + ':' + (seconds % 60).toFixed(1).padStart(4, '0');
}

// A bar for each reading, a name and a peak.
function meters(readings) {
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

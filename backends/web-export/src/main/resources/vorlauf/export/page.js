// The main thread: says what is wanted and draws; the worker renders, the audio thread plays.
const facts = JSON.parse($('facts').textContent);
const CAPACITY_FRAMES = 1 << 15;
const LEADS = [512, 1024, 2048, 4096, 8192, 16384];

Object.assign(page, {
  leadFrames: 4096, state: null, sampleRate: facts.sampleRate,
  setControl: (control, value) => page.worker.postMessage({ kind: 'hold', control, value }),
  followControl: control => page.worker.postMessage({ kind: 'follow', control }),
});

function whatIsMissing() {
  if (!noAudioThread() && !window.DecompressionStream) {
    return 'This browser cannot unpack this page. Chrome 119, Firefox 120 and Safari 18.2 can.';
  }
  return noAudioThread();
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
  wire();
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

// ---- controls and drawing --------------------------------------------------------------------------------------------

function figures() {
  if (page.state) showControls(page.state.values);
  meters(page.state ? page.state.meters : []);
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
onSpace(toggle);
scope();
load().catch(thrown => fail('The page cannot be unpacked: ' + thrown.message));
show(scope, figures);

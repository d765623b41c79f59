// The consumer: takes frames out of the ring on the browser's audio thread, plays silence where there are none and counts
// it. Frames come through shared memory, or as messages into a ring of its own where memory cannot be shared.
//
// The ring's head is six ints: frames written, frames read (both wrap at 2^32), underruns, silent frames, the flow, and the frames
// with which sound begins, at first and after silence: what arrives in bursts would otherwise run dry again at once. The flow is 0
// where frames are due, 1 where none come and what is there is played out, 2 where they begin to come and the first lead is not yet
// there. Silence is an underrun only where frames are due. One thread writes each of the six.
const WRITTEN = 0, READ = 1, UNDERRUNS = 2, SILENT = 3, FLOW = 4, RESUME = 5;
const DUE = 0, NONE_COME = 1;
const REPORT_QUANTA = 32;
const CREDIT_QUANTA = 2;

class Consumer extends AudioWorkletProcessor {
  constructor(options) {
    super();
    const { channels, capacityFrames, memory } = options.processorOptions;
    this.channels = channels;
    this.flowing = false;
    this.peaks = new Float32Array(channels);
    this.mask = capacityFrames - 1;
    const buffer = memory || new ArrayBuffer(64 + capacityFrames * channels * 4);
    this.head = new Int32Array(buffer, 0, 16);
    this.samples = new Float32Array(buffer, 64);
    this.bits = new Int32Array(buffer, 64);
    this.feed = null;
    this.quanta = 0;
    this.frames = 0;
    this.hash = 0x811c9dc5 | 0; // FNV-1a over the bits of the samples that were consumed
    this.started = false;
    this.calledMillis = 0; // when it was called last, 0 where no frames were due then
    this.longestPauseMillis = 0;
    this.port.onmessage = event => {
      this.feed = event.data;
      this.feed.onmessage = message => this.take(message.data);
    };
  }

  // A chunk of frames from the worker, whose array goes back at once, to be filled again; or the flow.
  take(chunk) {
    if (!(chunk instanceof Float32Array)) {
      Atomics.store(this.head, RESUME, chunk.resumeFrames);
      Atomics.store(this.head, FLOW, chunk.flow);
      return;
    }
    const from = Atomics.load(this.head, WRITTEN);
    const count = chunk.length / this.channels;
    for (let i = 0; i < count; i++) {
      const at = ((from + i) & this.mask) * this.channels;
      for (let c = 0; c < this.channels; c++) this.samples[at + c] = chunk[i * this.channels + c];
    }
    Atomics.store(this.head, WRITTEN, (from + count) | 0);
    this.feed.postMessage({ emptied: chunk }, [chunk.buffer]);
  }

  process(inputs, outputs) {
    const output = outputs[0];
    const wanted = output[0].length;
    const read = Atomics.load(this.head, READ);
    const flow = Atomics.load(this.head, FLOW); // before the frames: who sees that they are due sees the first lead
    const fill = (Atomics.load(this.head, WRITTEN) - read) | 0;
    this.flowing = this.flowing || fill >= Math.max(1, Atomics.load(this.head, RESUME)) || (fill > 0 && flow === NONE_COME);
    const there = this.flowing ? Math.min(wanted, fill) : 0;
    for (let i = 0; i < there; i++) {
      const at = ((read + i) & this.mask) * this.channels;
      for (let c = 0; c < this.channels; c++) {
        const sample = this.samples[at + c];
        if (c < output.length) output[c][i] = sample;
        this.peaks[c] = Math.max(this.peaks[c], Math.abs(sample));
        this.hash = Math.imul(this.hash ^ this.bits[at + c], 0x01000193);
      }
    }
    Atomics.store(this.head, READ, (read + there) | 0);
    this.frames += there;
    this.started = this.started || there > 0;
    this.flowing = there === wanted;
    if (this.started && there < wanted && flow === DUE) {
      Atomics.add(this.head, UNDERRUNS, 1);
      Atomics.add(this.head, SILENT, wanted - there);
    }
    const nowMillis = Date.now();
    if (this.calledMillis) this.longestPauseMillis = Math.max(this.longestPauseMillis, nowMillis - this.calledMillis);
    this.calledMillis = this.started && flow === DUE ? nowMillis : 0;
    this.quanta++;
    if (this.feed && this.quanta % CREDIT_QUANTA === 0) this.feed.postMessage(this.credit());
    if (this.quanta % REPORT_QUANTA === 0) this.report();
    return true;
  }

  credit() {
    return {
      read: Atomics.load(this.head, READ),
      underruns: Atomics.load(this.head, UNDERRUNS),
      silentFrames: Atomics.load(this.head, SILENT),
    };
  }

  report() {
    this.port.postMessage({
      quanta: this.quanta,
      clockFrames: currentFrame,
      frames: this.frames,
      hash: this.hash >>> 0,
      fillFrames: (Atomics.load(this.head, WRITTEN) - Atomics.load(this.head, READ)) | 0,
      underruns: Atomics.load(this.head, UNDERRUNS),
      silentFrames: Atomics.load(this.head, SILENT),
      peaks: Array.from(this.peaks),
      longestPauseMillis: this.longestPauseMillis,
      wallMillis: Date.now(),
    });
    this.peaks.fill(0);
  }
}

registerProcessor('vorlauf-consumer', Consumer);

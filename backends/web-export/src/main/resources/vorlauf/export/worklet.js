// The consumer: takes frames out of the ring on the browser's audio thread, plays silence where there are none and counts
// it. Frames come through shared memory, or as messages into a ring of its own where memory cannot be shared.
//
// The ring's head is four ints: frames written, frames read (both wrap at 2^32), underruns, silent frames.
// One thread writes each of them.
const WRITTEN = 0, READ = 1, UNDERRUNS = 2, SILENT = 3;
const REPORT_QUANTA = 32;
const CREDIT_QUANTA = 2;

class Consumer extends AudioWorkletProcessor {
  constructor(options) {
    super();
    const { channels, capacityFrames, memory, feed } = options.processorOptions;
    this.channels = channels;
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
    this.port.onmessage = event => {
      this.feed = event.data;
      this.feed.onmessage = message => this.take(message.data);
    };
  }

  // A chunk of frames from the worker; its array goes back with the next credit, to be filled again.
  take(chunk) {
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
    const there = Math.min(wanted, (Atomics.load(this.head, WRITTEN) - read) | 0);
    for (let i = 0; i < there; i++) {
      const at = ((read + i) & this.mask) * this.channels;
      for (let c = 0; c < this.channels; c++) {
        if (c < output.length) output[c][i] = this.samples[at + c];
        this.hash = Math.imul(this.hash ^ this.bits[at + c], 0x01000193);
      }
    }
    Atomics.store(this.head, READ, (read + there) | 0);
    this.frames += there;
    this.started = this.started || there > 0;
    if (this.started && there < wanted) {
      Atomics.add(this.head, UNDERRUNS, 1);
      Atomics.add(this.head, SILENT, wanted - there);
    }
    this.quanta++;
    if (this.feed && this.quanta % CREDIT_QUANTA === 0) this.feed.postMessage({ read: Atomics.load(this.head, READ) });
    if (this.quanta % REPORT_QUANTA === 0) this.report();
    return true;
  }

  report() {
    this.port.postMessage({
      quanta: this.quanta,
      frames: this.frames,
      hash: this.hash >>> 0,
      fillFrames: (Atomics.load(this.head, WRITTEN) - Atomics.load(this.head, READ)) | 0,
      underruns: Atomics.load(this.head, UNDERRUNS),
      silentFrames: Atomics.load(this.head, SILENT),
      wallMillis: Date.now(),
    });
  }
}

registerProcessor('vorlauf-consumer', Consumer);

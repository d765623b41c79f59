/**
 * Audio files: read them, stream them into a plan, write them.
 *
 * <p>{@link vorlauf.files.AudioFile} reads WAV, RF64, AIFF, AIFC and AU as float frames.
 * {@link vorlauf.files.FileStream} is one such file as a source of a plan: read and resampled ahead on a disk thread
 * ({@link vorlauf.files.FileReaderThread}), taken out of a ring by the producer. {@link vorlauf.files.WavWriter} writes
 * a WAV file that is valid at any moment. {@link vorlauf.files.PcmEncoder} is the one place where float samples become
 * bytes, for files and for devices.
 *
 * <pre>{@code
 * try (AudioFile file = AudioFile.open(path)) {
 *     float[] frames = new float[1024 * file.header().channels()];
 *     int count = file.read(frames, 0, 1024);
 * }
 * }</pre>
 *
 * <p>Everything here does I/O and belongs to control, disk and recorder threads; the exceptions carry
 * {@link vorlauf.dsp.RealTime}.
 */
@NullMarked
package vorlauf.files;

import org.jspecify.annotations.NullMarked;

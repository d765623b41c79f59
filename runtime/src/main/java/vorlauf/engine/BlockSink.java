package vorlauf.engine;

import java.io.IOException;

/** Where the frames of an offline render go: a file, a hash, an array. */
@FunctionalInterface
public interface BlockSink {
    /**
     * Takes the next frames.
     *
     * <p>Threads: the render's; the time that this takes is not counted as rendering.
     *
     * @param interleaved the frames from index 0 on; overwritten after the call
     * @param frameCount frames, one or more blocks; the last call is cut to the length of the render
     * @param channels samples of a frame, the same in every call
     */
    void accept(float[] interleaved, int frameCount, int channels) throws IOException;
}

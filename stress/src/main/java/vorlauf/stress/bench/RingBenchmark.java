package vorlauf.stress.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Control;

/**
 * Rings that copy blocks from one thread to another: frames a second, and nanoseconds from write to read.
 *
 * <p>Every transport has room for 16 blocks of 128 stereo frames. In {@code throughput} the method {@code read} counts
 * frames that arrived. In {@code oneWay} a block goes there and one comes back; half of that is one way. {@code
 * oneThread} is a write and a read without a second thread.
 */
@Fork(
        value = 3,
        jvmArgsAppend = {
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseParallelGC",
            "-Xmx512m"
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 200, time = 10, timeUnit = TimeUnit.MILLISECONDS)
public class RingBenchmark {
    private static final int SPINS_BEFORE_YIELD = 200;

    /** The transports that two threads share. */
    @State(Scope.Group)
    public static class Transports {
        /** Which ring. */
        @Param({"vorlauf", "jctools", "agrona", "native"})
        public String ring = "vorlauf";

        private BlockTransport there = BlockTransport.named("vorlauf");
        private BlockTransport back = there;

        /** A transport that loses or mixes up blocks has no speed. */
        @Setup(Level.Trial)
        public void check() {
            BlockTransport transport = BlockTransport.named(ring);
            float[] block = new float[BlockTransport.BLOCK_SAMPLES];
            for (int number = 0; number < 100; number++) {
                Arrays.fill(block, number);
                boolean written = transport.write(block);
                Arrays.fill(block, -1);
                if (!written || !transport.read(block) || block[0] != number || block[block.length - 1] != number) {
                    throw new IllegalStateException(ring + " lost block " + number);
                }
            }
        }

        /** Empty rings for every iteration: the last block of the one before may still lie in them. */
        @Setup(Level.Iteration)
        public void makeEmpty() {
            there = BlockTransport.named(ring);
            back = BlockTransport.named(ring);
        }
    }

    /** The block that a thread copies from or into. */
    @State(Scope.Thread)
    public static class Block {
        private final float[] samples = new float[BlockTransport.BLOCK_SAMPLES];
    }

    /** Writes one block. */
    @Benchmark
    @Group("throughput")
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OperationsPerInvocation(BlockTransport.BLOCK_FRAMES)
    public void write(Transports transports, Block block, Control control) {
        send(transports.there, block.samples, control);
    }

    /** Reads one block. */
    @Benchmark
    @Group("throughput")
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    @OperationsPerInvocation(BlockTransport.BLOCK_FRAMES)
    public float read(Transports transports, Block block, Control control) {
        receive(transports.there, block.samples, control);
        return block.samples[0];
    }

    /** Writes and reads a block on one thread: what the ring itself costs, whoever else wants the other core. */
    @Benchmark
    @Group("oneThread")
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    public boolean writeAndRead(Transports transports, Block block) {
        return transports.there.write(block.samples) && transports.there.read(block.samples);
    }

    /** Sends a block and waits for the answer. */
    @Benchmark
    @Group("oneWay")
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(2)
    public float ping(Transports transports, Block block, Control control) {
        send(transports.there, block.samples, control);
        receive(transports.back, block.samples, control);
        return block.samples[0];
    }

    /** Answers a block with a block. */
    @Benchmark
    @Group("oneWay")
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(2)
    public void pong(Transports transports, Block block, Control control) {
        receive(transports.there, block.samples, control);
        send(transports.back, block.samples, control);
    }

    private static void send(BlockTransport transport, float[] samples, Control control) {
        int attempts = 0;
        while (!transport.write(samples) && !control.stopMeasurement) {
            waitABit(++attempts);
        }
    }

    private static void receive(BlockTransport transport, float[] samples, Control control) {
        int attempts = 0;
        while (!transport.read(samples) && !control.stopMeasurement) {
            waitABit(++attempts);
        }
    }

    /**
     * Spins; far beyond what a running partner needs it lets the core go, which a busy machine may have taken
     * from it.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void waitABit(int attempts) {
        if (attempts % SPINS_BEFORE_YIELD == 0) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}

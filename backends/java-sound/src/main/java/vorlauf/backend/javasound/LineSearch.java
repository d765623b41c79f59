package vorlauf.backend.javasound;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vorlauf.engine.BackendException;

/**
 * Where a stream with several devices gets its line from: its own device, and others where that one stays away.
 *
 * <p>At the start all are asked in order. After a loss the first attempt asks the own device alone, later ones the others as
 * well. A device that neither opens nor refuses goes on being asked on a thread of its own while the next one is; a line that
 * comes too late is closed.
 *
 * <p>Threads: one at a time.
 */
final class LineSearch implements LineSupply {
    static final long PATIENCE_MILLISECONDS = 1_000;
    private static final String ASKER_NAME = "vorlauf-java-sound-open";

    private final List<LineSupply> devices;
    private final long patienceMilliseconds;
    private final List<@Nullable CompletableFuture<OpenLine>> answers = new ArrayList<>();
    private boolean hasPlayed;
    private int refusals;
    private String whyElsewhere = "";

    /** Looks at these devices, the stream's own first; waits so long for each. */
    LineSearch(List<LineSupply> devices, long patienceMilliseconds) {
        this.devices = List.copyOf(devices);
        this.patienceMilliseconds = patienceMilliseconds;
        this.devices.forEach(_ -> answers.add(null));
    }

    @Override
    public OpenLine open() throws BackendException {
        int asked = hasPlayed && refusals == 0 ? 1 : devices.size();
        BackendException refusal = null;
        for (int index = 0; index < asked; index++) {
            try {
                OpenLine line = ask(index);
                hasPlayed = true;
                refusals = 0;
                whyElsewhere = refusal == null ? "" : String.valueOf(refusal.getMessage());
                close();
                return line;
            } catch (BackendException e) {
                // What the own device says matters most.
                refusal = refusal == null ? e : refusal;
            }
        }
        refusals++;
        throw refusal == null ? new BackendException(JavaSoundBackend.NAME + ": there is no device to ask") : refusal;
    }

    /** Why the line that was opened last is not that of the own device; empty where it is. */
    String whyElsewhere() {
        return whyElsewhere;
    }

    private OpenLine ask(int index) throws BackendException {
        CompletableFuture<OpenLine> pending = answers.get(index);
        CompletableFuture<OpenLine> answer = pending == null ? begin(devices.get(index)) : pending;
        answers.set(index, answer);
        try {
            OpenLine line = answer.get(patienceMilliseconds, TimeUnit.MILLISECONDS);
            answers.set(index, null);
            return line;
        } catch (TimeoutException e) {
            throw new BackendException(JavaSoundBackend.NAME + ": the device does not answer", e);
        } catch (ExecutionException e) {
            answers.set(index, null);
            throw e.getCause() instanceof BackendException refused
                    ? refused
                    : new BackendException(JavaSoundBackend.NAME + ": the device cannot be opened: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException(JavaSoundBackend.NAME + ": interrupted while a device was opened", e);
        }
    }

    private static CompletableFuture<OpenLine> begin(LineSupply device) {
        CompletableFuture<OpenLine> answer = new CompletableFuture<>();
        Thread asker = new Thread(
                () -> {
                    try {
                        OpenLine line = device.open();
                        if (!answer.complete(line)) {
                            line.line().close();
                        }
                    } catch (BackendException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                ASKER_NAME);
        asker.setDaemon(true);
        asker.start();
        return answer;
    }

    /** Wants none of the lines that have not come yet. */
    @Override
    public void close() {
        for (int index = 0; index < answers.size(); index++) {
            CompletableFuture<OpenLine> answer = answers.set(index, null);
            if (answer != null && !answer.cancel(false) && !answer.isCompletedExceptionally()) {
                answer.join().line().close();
            }
        }
    }
}

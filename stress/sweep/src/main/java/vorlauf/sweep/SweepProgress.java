package vorlauf.sweep;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import vorlauf.cli.ProgressBar;
import vorlauf.cli.StatusLine;
import vorlauf.render.Clock;

/**
 * The bar of a sweep: deadlines that were simulated, of those that are left at most.
 *
 * <p>Threads: any; who finds another one drawing goes on.
 */
final class SweepProgress implements SweepRun.Watcher {
    private final LongAdder done = new LongAdder();
    private final ReentrantLock drawing = new ReentrantLock();
    private final ProgressBar bar;
    private final PrintStream errors;
    private final String heading;
    private long found;

    /** A bar below a line, which stands there when the work begins. */
    SweepProgress(PrintStream errors, boolean terminal, Clock clock, String heading) {
        this.errors = errors;
        this.heading = heading;
        bar = new ProgressBar(
                new StatusLine(errors, terminal),
                clock,
                1,
                perSecond -> String.format(Locale.ROOT, "%.1f million deadlines/s", perSecond / 1e6));
    }

    @Override
    public void begun() {
        errors.println(heading);
    }

    @Override
    public void found(long runs) {
        if (found == 0) {
            errors.printf(Locale.ROOT, "going on where an earlier start ended%n");
        }
        found += runs;
    }

    @Override
    public void left(double deadlines) {
        drawing.lock();
        try {
            bar.setTotal((long) Math.min(Long.MAX_VALUE, done.sum() + deadlines));
            bar.accept(done.sum());
        } finally {
            drawing.unlock();
        }
    }

    @Override
    public void progress(long deadlines) {
        done.add(deadlines);
        if (drawing.tryLock()) {
            try {
                bar.accept(done.sum());
            } finally {
                drawing.unlock();
            }
        }
    }

    /** Takes the bar away. */
    void finish() {
        bar.finish();
    }
}

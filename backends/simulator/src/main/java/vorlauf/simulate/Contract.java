package vorlauf.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vorlauf.engine.FrameTime;
import vorlauf.simulate.PlatformEvent.Kind;

/** What a platform promises its client or asks of it, as a check of all that passed between them. */
enum Contract {
    ANNOUNCED_COUNT("every call asks for the announced count of frames") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            long announced = profile.callFrames();
            for (PlatformEvent event : events) {
                announced = event.kind() == Kind.SIZE ? event.frames() : announced;
                if (event.kind() == Kind.CALLED && event.frames() != announced) {
                    return at(event, "asked for %d frames, %d were announced", event.frames(), announced);
                }
            }
            return Optional.empty();
        }
    },
    MOST_FRAMES("no call asks for more frames than the platform's most") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            for (PlatformEvent event : events) {
                if (event.kind() == Kind.CALLED && event.frames() > profile.mostCallFrames()) {
                    return at(event, "asked for %d frames, %d are the most", event.frames(), profile.mostCallFrames());
                }
            }
            return Optional.empty();
        }
    },
    QUIET_WHILE_STOPPED("nobody calls while the stream is stopped or closed") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            boolean stopped = true;
            for (PlatformEvent event : events) {
                stopped = switch (event.kind()) {
                    case STOPPED, CLOSED, DISCONNECTED -> true;
                    case OPENED, RESUMED, PREPARED -> false;
                    default -> stopped;
                };
                if (stopped && event.kind() == Kind.CALLED) {
                    return at(event, "a call for %d frames", event.frames());
                }
            }
            return Optional.empty();
        }
    },
    ONLY_CLOSE("a stream whose device is gone can only be closed") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            boolean gone = false;
            for (PlatformEvent event : events) {
                if (gone && (event.kind() == Kind.STARTED || event.kind() == Kind.CALLED)) {
                    return at(event, "%s before it was closed", event.kind());
                }
                gone = event.kind() == Kind.DISCONNECTED || (gone && event.kind() != Kind.CLOSED);
            }
            return Optional.empty();
        }
    },
    ERRORS_AROUND_CLOSE("a disconnect is told before the close and after it") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).kind() == Kind.CLOSED) {
                    boolean before = i > 1
                            && events.get(i - 1).kind() == Kind.ERROR_BEFORE_CLOSE
                            && events.get(i - 2).kind() == Kind.DISCONNECTED;
                    boolean after = i + 1 < events.size() && events.get(i + 1).kind() == Kind.ERROR_AFTER_CLOSE;
                    if (!before || !after) {
                        return at(events.get(i), "closed without %s", before ? "the second" : "the first");
                    }
                }
            }
            return Optional.empty();
        }
    },
    DISCONNECT_IS_TOLD("no stream is closed under the client without a word") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            boolean told = false;
            for (PlatformEvent event : events) {
                told = event.kind() == Kind.DISCONNECTED || event.kind() == Kind.ROUTE || told;
                if (event.kind() == Kind.CLOSED && !told) {
                    return at(event, "closed, and nothing was said");
                }
                told = event.kind() != Kind.CLOSED && told;
            }
            return Optional.empty();
        }
    },
    COUNTS_UNDERRUNS("the counter of underruns counts each of them and never falls") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            long count = 0;
            for (PlatformEvent event : events) {
                if (event.kind() == Kind.XRUN && event.detail() != ++count) {
                    return at(event, "it says %d, there were %d", event.detail(), count);
                }
            }
            return Optional.empty();
        }
    },
    TUNED_BY_BURSTS("the buffer grows by one burst where there were new underruns, and never shrinks") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            boolean news = false;
            for (PlatformEvent event : events) {
                news |= event.kind() == Kind.XRUN;
                if (event.kind() == Kind.TUNED) {
                    long most = (long) PlatformDevice.MOST_BURSTS
                            * profile.platform().periodFrames();
                    if (!news
                            || event.frames()
                                    != event.detail() + profile.platform().periodFrames()
                            || event.frames() > most) {
                        return at(event, "from %d to %d frames", event.detail(), event.frames());
                    }
                    news = false;
                }
            }
            return Optional.empty();
        }
    },
    PREPARED_FIRST("a stream that an underrun has stopped takes nothing until it is prepared") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            boolean broken = false;
            for (PlatformEvent event : events) {
                broken = switch (event.kind()) {
                    case XRUN -> true;
                    case PREPARED, OPENED -> false;
                    default -> broken;
                };
                if (broken && event.kind() == Kind.WRITTEN) {
                    return at(event, "%d frames were written", event.frames());
                }
            }
            return Optional.empty();
        }
    },
    RATE_OF_THE_ROUTE("the engine starts again at the rate of the new route") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            long rate = profile.platform().sampleRateHertz();
            for (PlatformEvent event : events) {
                rate = event.kind() == Kind.ROUTE ? event.detail() : rate;
                if (event.kind() == Kind.OPENED && event.detail() != rate) {
                    return at(event, "opened at %d Hz, the route has %d", event.detail(), rate);
                }
            }
            return Optional.empty();
        }
    },
    FITS_THE_BUFFER("the device's buffer never holds more than its size") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            long size = 0;
            for (PlatformEvent event : events) {
                size = switch (event.kind()) {
                    case OPENED, TUNED -> event.frames();
                    case SIZE -> profile.bufferFrames((int) event.frames());
                    default -> size;
                };
                // A slice may have a frame more than the period that it is named after.
                long most = profile.platform().calls() == Platform.Calls.SLICES ? size + 1 : size;
                if (event.kind() == Kind.WRITTEN && event.detail() > most) {
                    return at(event, "%d frames in a buffer of %d", event.detail(), size);
                }
            }
            return Optional.empty();
        }
    },
    DEAD_LINE_IS_GIVEN_UP("a device that takes nothing is closed after some writes") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            int inARow = 0;
            for (PlatformEvent event : events) {
                inARow = event.kind() == Kind.REFUSED ? inARow + 1 : 0;
                if (inARow > PlatformDevice.ZERO_WRITES) {
                    return at(event, "%d writes in a row took nothing", inARow);
                }
            }
            return Optional.empty();
        }
    },
    MISSES_ARE_MADE_UP(
            "what a stall has held up is taken at once: after each turn every period that is due was taken") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            int periodFrames = profile.platform().periodFrames();
            long due = 0;
            long taken = 0;
            for (int i = 0; i < events.size(); i++) {
                PlatformEvent event = events.get(i);
                taken += event.kind() == Kind.CALLED ? 1 : 0;
                while (FrameTime.nanos(
                                (due + 1) * periodFrames, profile.platform().sampleRateHertz())
                        <= event.atNanos()) {
                    due++;
                }
                boolean turnEnds = i + 1 == events.size() || events.get(i + 1).atNanos() > event.atNanos();
                if (turnEnds && taken != due) {
                    return at(event, "%d periods were taken, %d are due", taken, due);
                }
            }
            return Optional.empty();
        }
    },
    FRAMES_ACCOUNTED("every frame is played, waiting, dropped by name or lost by name") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            return accounts.balance() ? Optional.empty() : Optional.of(accounts.toString());
        }
    },
    RECOVERS_IN_TIME(
            "after a stop all frames are there again within the time that the platform is away and two periods") {
        @Override
        Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts) {
            for (Recovery recovery : recoveries(events)) {
                long most = Incident.DOWN_NANOS + recovery.refusedNanos() + twoPeriodsNanos(profile.platform());
                if (recovery.toNanos() - recovery.fromNanos() > most) {
                    return Optional.of(String.format(
                            Locale.ROOT,
                            "%.3f ms from %.6f s on, stated are %.3f ms",
                            (recovery.toNanos() - recovery.fromNanos()) / 1e6,
                            recovery.fromNanos() / 1e9,
                            most / 1e6));
                }
            }
            return Optional.empty();
        }
    };

    private final String rule;

    Contract(String rule) {
        this.rule = rule;
    }

    /** The rule in words. */
    String rule() {
        return rule;
    }

    /** Where it is broken first, or nothing. */
    abstract Optional<String> violation(Profile profile, List<PlatformEvent> events, PlatformReport.Accounts accounts);

    /** The contracts of a platform. */
    static List<Contract> of(Platform platform) {
        List<Contract> contracts = new ArrayList<>(List.of(MOST_FRAMES, FITS_THE_BUFFER, FRAMES_ACCOUNTED));
        if (platform != Platform.NULL_DEVICE) { // it never stops
            contracts.addAll(List.of(QUIET_WHILE_STOPPED, RECOVERS_IN_TIME));
        }
        contracts.addAll(
                switch (platform) {
                    case NULL_DEVICE -> List.of(ANNOUNCED_COUNT, MISSES_ARE_MADE_UP);
                    case AUDIO_WORKLET -> List.of(ANNOUNCED_COUNT, COUNTS_UNDERRUNS);
                    case AU_RENDER_CALLBACK, AU_LOW_LATENCY, AU_SCREEN_ASLEEP ->
                        List.of(COUNTS_UNDERRUNS, DISCONNECT_IS_TOLD, RATE_OF_THE_ROUTE);
                    case AAUDIO ->
                        List.of(ANNOUNCED_COUNT, COUNTS_UNDERRUNS, TUNED_BY_BURSTS, ONLY_CLOSE, ERRORS_AROUND_CLOSE);
                    case WASAPI_SHARED, WASAPI_LOW_LATENCY ->
                        List.of(ONLY_CLOSE, DISCONNECT_IS_TOLD, RATE_OF_THE_ROUTE);
                    case ALSA ->
                        List.of(ANNOUNCED_COUNT, COUNTS_UNDERRUNS, PREPARED_FIRST, ONLY_CLOSE, DISCONNECT_IS_TOLD);
                    case JACK -> List.of(ANNOUNCED_COUNT, COUNTS_UNDERRUNS, ONLY_CLOSE, DISCONNECT_IS_TOLD);
                    case JAVA_SOUND -> List.of(ANNOUNCED_COUNT, DEAD_LINE_IS_GIVEN_UP);
                });
        return contracts;
    }

    /** A time without sound: from the stop to the first call that found all its frames. */
    private record Recovery(long fromNanos, long toNanos, long refusedNanos) {}

    /** The longest of all, 0 where the stream never stopped. */
    static long longestRecoveryNanos(List<PlatformEvent> events) {
        return recoveries(events).stream()
                .mapToLong(recovery -> recovery.toNanos() - recovery.fromNanos())
                .max()
                .orElse(0);
    }

    private static List<Recovery> recoveries(List<PlatformEvent> events) {
        List<Recovery> recoveries = new ArrayList<>();
        long fromNanos = -1;
        long refusedSinceNanos = -1;
        for (PlatformEvent event : events) {
            switch (event.kind()) {
                case REFUSED -> {
                    fromNanos = fromNanos < 0 ? event.atNanos() : fromNanos;
                    refusedSinceNanos = event.atNanos();
                }
                case STOPPED, DISCONNECTED, ROUTE, CLOSED -> fromNanos = fromNanos < 0 ? event.atNanos() : fromNanos;
                case CALLED -> {
                    if (fromNanos >= 0 && event.frames() == event.detail()) {
                        long refused = refusedSinceNanos < 0 ? 0 : refusedSinceNanos - fromNanos;
                        recoveries.add(new Recovery(fromNanos, event.atNanos(), refused));
                        fromNanos = -1;
                        refusedSinceNanos = -1;
                    }
                }
                default -> {
                    // says nothing about sound
                }
            }
        }
        if (fromNanos >= 0 && !events.isEmpty()) {
            recoveries.add(new Recovery(fromNanos, events.getLast().atNanos(), 0));
        }
        return recoveries;
    }

    private static long twoPeriodsNanos(Platform platform) {
        return 2_000_000_000L * platform.periodFrames() / platform.sampleRateHertz();
    }

    @SuppressWarnings("AnnotateFormatMethod") // patterns are constants in this file
    private static Optional<String> at(PlatformEvent event, String pattern, Object... values) {
        return Optional.of(String.format(
                Locale.ROOT, "at %.6f s %s", event.atNanos() / 1e9, String.format(Locale.ROOT, pattern, values)));
    }
}

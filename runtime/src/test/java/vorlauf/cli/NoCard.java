package vorlauf.cli;

import java.util.List;
import vorlauf.engine.Backend;
import vorlauf.engine.BackendException;
import vorlauf.engine.FrameSource;
import vorlauf.engine.StreamListener;
import vorlauf.engine.StreamRequest;

/** The sound card of a machine that has none. */
final class NoCard implements Backend {
    @Override
    public String name() {
        return Backends.SOUND_CARD;
    }

    @Override
    public String description() {
        return "a card";
    }

    @Override
    public List<Device> devices() {
        return List.of();
    }

    @Override
    public String unavailableReason() {
        return "no card is plugged in";
    }

    @Override
    public Stream open(StreamRequest request, FrameSource source, StreamListener listener) throws BackendException {
        throw new BackendException(unavailableReason());
    }
}

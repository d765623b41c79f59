package vorlauf.stress.peers;

import java.io.Serial;

/** An engine that did not do what it was asked for, in one line. */
final class PeerException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    PeerException(String line) {
        super(line);
    }
}

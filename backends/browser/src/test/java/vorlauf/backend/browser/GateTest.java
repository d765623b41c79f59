package vorlauf.backend.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static vorlauf.graph.Signals.sine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who gets in, byte for byte: a stranger's page whose name was made to point here (DNS rebinding), one that got hold of the
 * address, and other machines. Each check is made once more of a server that was told to trust the stranger, and finds it.
 */
@Timeout(120)
final class GateTest {
    private static final String STRANGER = "evil.example";

    private static Played playing(Map<String, String> options) {
        return new Played(sine(440).gain(0.1), options);
    }

    private static int port(Played played) {
        return URI.create(played.address()).getPort();
    }

    /** What gets in though it must not. */
    private static List<String> strangersLetIn(Played played) throws IOException {
        String address = played.address();
        String own = "127.0.0.1:" + port(played);
        List<String> letIn = new ArrayList<>();
        for (String host :
                List.of(STRANGER, STRANGER + ":" + port(played), STRANGER.toUpperCase(java.util.Locale.ROOT))) {
            if (Request.file(address, host) != 403) {
                letIn.add("file for host " + host);
            }
            // The stranger's own page, loaded from here by its own name: its origin is the host that it asks for.
            if (Request.connection(address, host, "http://" + host) != 403) {
                letIn.add("connection for host " + host);
            }
        }
        for (String origin : List.of("http://" + STRANGER, "https://" + STRANGER, "https://" + own, "null", "")) {
            if (Request.connection(address, own, origin) != 403) {
                letIn.add("connection from " + origin);
            }
        }
        return letIn;
    }

    @Test
    void aWrongHostAndAWrongOriginAreRefused() throws IOException {
        try (Played played = playing(Map.of())) {
            assertThat(strangersLetIn(played)).isEmpty();
            for (String host :
                    List.of("127.0.0.1:" + port(played), "localhost:" + port(played), "LOCALHOST", "[::1]")) {
                assertThat(Request.file(played.address(), host)).as(host).isEqualTo(200);
                assertThat(Request.connection(played.address(), host, "http://" + host))
                        .as(host)
                        .isEqualTo(101);
            }
        }
    }

    @Test
    void theCheckFindsAServerThatTrustsTheStranger() throws IOException {
        try (Played trusting = playing(Map.of("origin", "https://" + STRANGER))) {
            assertThat(strangersLetIn(trusting))
                    .contains("file for host " + STRANGER, "connection from https://" + STRANGER)
                    .doesNotContain("connection from null", "connection from http://" + STRANGER);
        }
    }

    /** Addresses of this machine, but for the one that is listened on. */
    private static List<InetAddress> otherAddresses() throws IOException {
        List<InetAddress> others = new ArrayList<>(NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address instanceof java.net.Inet4Address)
                .toList());
        // On Linux all of 127/8 is this machine's, so there is one even where no network is.
        others.add(InetAddress.getByName("127.0.0.2"));
        return others;
    }

    @Test
    void nobodyIsHeardBeyondLoopbackUnlessThatIsAskedFor() throws IOException {
        try (Played played = playing(Map.of())) {
            assertThat(URI.create(played.address()).getHost()).isEqualTo("127.0.0.1");
            assertThat(otherAddresses()).noneMatch(address -> Request.isHeard(address, port(played)));
            assertThat(played.noticed("beyond this machine")).isFalse();
        }
        try (Played open = playing(Map.of("bind", "0.0.0.0"))) {
            assertThat(otherAddresses()).allMatch(address -> Request.isHeard(address, port(open)));
            Played.await("the warning is said", () -> open.noticed("beyond this machine"));
        }
    }
}

package vorlauf.backend.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vorlauf.graph.Signals.saw;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vorlauf.engine.EngineEvent;

/** The server of a live page, without a browser: who gets in, what a connection can break, and what it hears. */
@Timeout(120)
final class LiveConnectionTest {
    private static final String PLAY = "{\"kind\":\"play\"}";

    private static Played playing(Map<String, String> options) {
        return new Played(saw(110).lowpass(900, 0.9).gain(0.3), options);
    }

    private static void awaitFrames(Page page, int more) {
        int before = page.heardCount();
        Played.await("frames come", () -> page.heardCount() >= before + more);
    }

    @Test
    void onlyTheWholeAddressIsAnswered() throws IOException, InterruptedException {
        try (Played played = playing(Map.of())) {
            String address = played.address();
            assertThat(Page.get(address).statusCode()).isEqualTo(200);
            assertThat(Page.get(address).headers().map())
                    .containsKeys("content-security-policy", "cross-origin-embedder-policy");
            assertThat(Page.get(address + "nothing").statusCode()).isEqualTo(404);
            String wrong = address.replaceAll(".{4}/$", "0000/")
                    .replace("0000/", address.endsWith("0000/") ? "1111/" : "0000/");
            assertThat(Page.get(wrong).statusCode()).isEqualTo(403);
            assertThat(Page.get(wrong + "page.js").statusCode()).isEqualTo(403);
            assertThat(Page.get(URI.create(address).resolve("/").toString()).statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "http://localhost:1", "null"})
    void aConnectionFromAnotherOriginIsRefused(String origin) {
        try (Played played = playing(Map.of());
                HttpClient http = HttpClient.newHttpClient()) {
            URI live = URI.create(played.address().replace("http:", "ws:") + "live");
            assertThatThrownBy(() -> http.newWebSocketBuilder()
                            .header("Origin", origin)
                            .buildAsync(live, new WebSocket.Listener() {})
                            .join())
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(403));
        }
    }

    @Test
    void everyListenerHearsEveryBit() throws IOException {
        try (Played played = playing(Map.of());
                Page page = new Page(played.address())) {
            page.say(PLAY);
            awaitFrames(page, 48_000);
            Played.await("the state is told", () -> page.state().matches(".*\"firstFrame\":\\d+.*"));
            int first = Integer.parseInt(page.state().replaceAll(".*\"firstFrame\":(\\d+).*", "$1"));
            float[] heard = page.heard();
            float[] offline = played.offline(first + heard.length);
            assertThat(Played.hash(heard, 0, heard.length)).isEqualTo(Played.hash(offline, first, heard.length));
            float[] lostBlock = heard.clone();
            System.arraycopy(heard, 1_128, lostBlock, 1_000, heard.length - 1_128);
            assertThat(Played.hash(lostBlock, 0, heard.length)).isNotEqualTo(Played.hash(offline, first, heard.length));
            heard[7] = Float.intBitsToFloat(Integer.reverseBytes(Float.floatToRawIntBits(heard[7])));
            assertThat(Played.hash(heard, 0, heard.length)).isNotEqualTo(Played.hash(offline, first, heard.length));
        }
    }

    static String[] bad() {
        return new String[] {
            "",
            "{",
            "[]",
            "{\"kind\":\"dance\"}",
            "{\"kind\":\"hold\",\"name\":1,\"value\":2}",
            "{\"kind\":\"consumed\",\"frames\":-1,\"underruns\":0,\"silentFrames\":0}",
            "{\"kind\":\"consumed\",\"frames\":99999999,\"underruns\":0,\"silentFrames\":0}",
            "x".repeat(5_000)
        };
    }

    @Test
    void whatIsMalformedOrTooLongEndsThatConnectionAlone() {
        try (Played played = playing(Map.of());
                Page good = new Page(played.address())) {
            good.say(PLAY);
            awaitFrames(good, 1_000);
            for (String message : bad()) {
                try (Page page = new Page(played.address())) {
                    page.say(PLAY);
                    awaitFrames(page, 1);
                    page.stall();
                    page.say(message);
                    Played.await("'" + message + "' ended the connection", () -> page.closeStatus() != 0);
                }
            }
            try (Page parts = new Page(played.address());
                    Page bytes = new Page(played.address())) {
                // Each fragment is short enough, the message is not.
                parts.sayInParts(" ".repeat(500), 3);
                Played.await("a message in parts ended the connection", () -> parts.closeStatus() != 0);
                bytes.sayBytes(16);
                Played.await("bytes ended the connection", () -> bytes.closeStatus() != 0);
            }
            awaitFrames(good, 10_000);
            assertThat(good.closeStatus()).isZero();
            assertThat(played.engine().isRunning()).isTrue();
        }
    }

    @Test
    void aSlowListenerLosesFramesOfItsOwnOnly() throws IOException {
        try (Played played = playing(Map.of());
                Page good = new Page(played.address());
                Page slow = new Page(played.address())) {
            good.say(PLAY);
            awaitFrames(good, 4_800);
            slow.say(PLAY);
            awaitFrames(slow, 1_000);
            slow.stall();
            Played.await("the slow one loses frames", () -> slow.state().matches(".*\"lostFrames\":[1-9].*"));
            assertThat(slow.state()).contains("follows");
            assertThat(good.state()).contains("sets the pace").contains("\"lostFrames\":0");
            int first = Integer.parseInt(good.state().replaceAll(".*\"firstFrame\":(\\d+).*", "$1"));
            float[] heard = good.heard();
            assertThat(Played.hash(heard, 0, heard.length))
                    .isEqualTo(Played.hash(played.offline(first + heard.length), first, heard.length));
            good.cut();
            Played.await("nobody plays", () -> played.count(EngineEvent.DeviceLost.class) == 1);
        }
    }

    @Test
    void anotherListenerTakesOverWhereTheMasterIsCut() {
        try (Played played = playing(Map.of());
                Page first = new Page(played.address());
                Page second = new Page(played.address())) {
            first.say(PLAY);
            awaitFrames(first, 4_800);
            second.say(PLAY);
            awaitFrames(second, 4_800);
            first.cut();
            Played.await("the second sets the pace", () -> second.state().contains("sets the pace"));
            awaitFrames(second, 4_800);
            assertThat(played.count(EngineEvent.DeviceLost.class)).isZero();
        }
    }

    @Test
    void listeningBeyondThisMachineIsSaidInOneLine() {
        try (Played played = playing(Map.of("bind", "0.0.0.0"))) {
            Played.await("the warning is said", () -> played.noticed("beyond this machine"));
            assertThat(played.address()).startsWith("http://127.0.0.1:");
        }
        try (Played played = playing(Map.of())) {
            Played.await("the address is said", () -> played.noticed("open http://127.0.0.1:"));
            assertThat(played.noticed("beyond this machine")).isFalse();
        }
    }
}

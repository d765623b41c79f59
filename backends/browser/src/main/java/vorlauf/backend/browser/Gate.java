package vorlauf.backend.browser;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who gets in: the token must be in the address, the page must have been asked for by a name that is this machine's, and a
 * connection must come from the page itself.
 *
 * <p>A page of somebody else cannot know the token. The names keep out a page whose own name was made to point here, the
 * origin a page that got hold of the address.
 *
 * <p>Threads: any; immutable.
 */
final class Gate {
    private final byte[] token;
    private final Set<String> hosts;
    private final Set<String> origins;

    /** A gate for pages reached by these host names, and by these further origins. */
    Gate(String token, Set<String> hosts, List<String> origins) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.origins = Set.copyOf(origins);
        Set<String> all = new HashSet<>(hosts);
        origins.forEach(origin -> all.add(hostName(origin.substring(origin.indexOf("://") + 3))));
        this.hosts = Set.copyOf(all);
    }

    /** The names of a machine that is listened on at an address. */
    static Set<String> names(InetAddress bound) throws SocketException {
        Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        if (bound.isAnyLocalAddress()) {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> names.add(literal(address)));
        } else {
            names.add(literal(bound));
        }
        return names;
    }

    /** An address as it stands in a URL. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return plain.contains(":") ? "[" + plain + "]" : plain;
    }

    /** Whether a token is the right one; takes as long for a wrong one. */
    boolean knows(String candidate) {
        return MessageDigest.isEqual(token, candidate.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a request names this machine. */
    boolean isHost(@Nullable String hostHeader) {
        return hostHeader != null && hosts.contains(hostName(hostHeader.toLowerCase(Locale.ROOT)));
    }

    /** Whether a connection comes from a page that this server has served. */
    boolean isOrigin(@Nullable String originHeader, @Nullable String hostHeader) {
        if (originHeader == null || hostHeader == null) {
            return false;
        }
        String origin = originHeader.toLowerCase(Locale.ROOT);
        return origins.contains(origin) || origin.equals("http://" + hostHeader.toLowerCase(Locale.ROOT));
    }

    private static String hostName(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return colon > hostAndPort.lastIndexOf(']') ? hostAndPort.substring(0, colon) : hostAndPort;
    }
}

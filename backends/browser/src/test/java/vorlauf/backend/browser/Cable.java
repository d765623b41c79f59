package vorlauf.backend.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A network between a page and its server that can be cut: either both sides are told (connections are reset), or neither is
 * (nothing arrives any more, as where a cable is pulled). It may also be slow.
 *
 * <p>Threads: any; each direction of a connection has a virtual thread of its own.
 */
final class Cable implements AutoCloseable {
    private static final int CHUNK_BYTES = 16_384;

    private final URI far;
    private final Duration hold;
    private final ServerSocket near;
    private final Queue<Wire> wires = new ConcurrentLinkedQueue<>();
    private volatile boolean cut;

    /** A whole cable to where a stream is served. */
    Cable(String address) throws IOException {
        this(address, Duration.ZERO);
    }

    /** One that holds back what goes to the page, and lets it go all at once. */
    Cable(String address, Duration hold) throws IOException {
        this.far = URI.create(address);
        this.hold = hold;
        near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    /** One connection: both ends of it. */
    private static final class Wire {
        private final Socket page;
        private final Socket server;
        private volatile boolean dead;

        Wire(Socket page, Socket server) {
            this.page = page;
            this.server = server;
        }

        /** Carries bytes until an end closes; those that meet a cut are gone. */
        void carry(Socket from, Socket to, Duration hold) {
            byte[] bytes = new byte[CHUNK_BYTES];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                    if (!dead) {
                        out.write(bytes, 0, count);
                    }
                    if (in.available() == 0) {
                        Thread.sleep(hold);
                    }
                }
            } catch (IOException _) {
                // the other end went first
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        void close() {
            try (page;
                    server) {
                page.setSoLinger(true, 0);
                server.setSoLinger(true, 0);
            } catch (IOException _) {
                // closed before
            }
        }
    }

    /** The address of the page through this cable. */
    String address() {
        return "http://127.0.0.1:" + near.getLocalPort() + far.getPath();
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket page = near.accept();
                if (cut) {
                    page.close();
                    continue;
                }
                Wire wire = new Wire(page, new Socket(far.getHost(), far.getPort()));
                wires.add(wire);
                Thread.startVirtualThread(() -> wire.carry(wire.page, wire.server, Duration.ZERO));
                Thread.startVirtualThread(() -> wire.carry(wire.server, wire.page, hold));
            } catch (IOException _) {
                // closed, or the server has gone
            }
        }
    }

    /** Cuts all connections; new ones are refused. */
    void cut() {
        cut = true;
        for (Wire wire = wires.poll(); wire != null; wire = wires.poll()) {
            wire.close();
        }
    }

    /** From now on nothing arrives through the connections that there are, and nobody is told. New ones are refused. */
    void pull() {
        cut = true;
        wires.forEach(wire -> wire.dead = true);
    }

    /** New connections are possible again. */
    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        near.close();
        cut();
    }
}

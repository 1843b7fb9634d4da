package dev.understudy.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A port of this machine that leads to another, and can be cut: then what is connected breaks, and
/// who connects is turned away.
final class Wire implements AutoCloseable {
    private final ServerSocket server;
    private final int to;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean cut;

    Wire(int to) throws IOException {
        this.to = to;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// How many were turned away since it was cut last.
    int refused() {
        return refused.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket here = server.accept();
                if (cut) {
                    refused.incrementAndGet();
                    here.close();
                } else {
                    connect(here);
                }
            } catch (IOException closed) {
                // the next round tells whether it is this end
            }
        }
    }

    private void connect(Socket here) throws IOException {
        Socket there = new Socket();
        there.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
        sockets.add(here);
        sockets.add(there);
        Thread.ofVirtual().start(() -> carry(here, there));
        Thread.ofVirtual().start(() -> carry(there, here));
    }

    private void carry(Socket from, Socket into) {
        try (from;
                into) {
            from.getInputStream().transferTo(into.getOutputStream());
        } catch (IOException broken) {
            // as it is meant to be
        } finally {
            sockets.remove(from);
            sockets.remove(into);
        }
    }

    void cut() throws IOException {
        refused.set(0);
        cut = true;
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    void mend() {
        cut = false;
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }
}

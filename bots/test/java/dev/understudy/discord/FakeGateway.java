package dev.understudy.discord;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The half of the fake Discord that tells events: HELLO, IDENTIFY and READY, heartbeats, RESUME
/// with a replay, zlib-stream. One lock, itself.
public final class FakeGateway extends WebSocketServer {
    private static final int GUILD_MESSAGES = 1 << 9;
    private static final int MESSAGE_CONTENT = 1 << 15;

    /// A session outlives its connection, so that it can be resumed.
    private static final class Session {
        private final String id;
        private final int intents;
        private final List<ObjectNode> sent = new ArrayList<>();
        private @Nullable WebSocket line;
        private int sequence;

        Session(String id, int intents, WebSocket line) {
            this.id = id;
            this.intents = intents;
            this.line = line;
        }
    }

    /// What belongs to one connection.
    private static final class Link {
        private final @Nullable Deflater deflater;
        private @Nullable Session session;

        Link(boolean zlib) {
            deflater = zlib ? new Deflater() : null;
        }
    }

    private final FakeDiscord discord;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private int allowedIntents = -1;
    private int identified;
    private int resumed;

    FakeGateway(FakeDiscord discord) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        this.discord = discord;
        setReuseAddr(true);
        setTcpNoDelay(true);
        setConnectionLostTimeout(0);
        setDaemon(true);
    }

    public URI address() throws InterruptedException {
        if (!started.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the gateway did not start");
        }
        return URI.create("ws://127.0.0.1:" + getPort() + "/");
    }

    /// Refuses, from now on, whoever asks for message content.
    synchronized void refuseContent() {
        allowedIntents = ~MESSAGE_CONTENT;
    }

    synchronized int identified() {
        return identified;
    }

    synchronized int resumed() {
        return resumed;
    }

    /// Ends all connections without a word.
    synchronized void drop() {
        for (WebSocket line : List.copyOf(getConnections())) {
            line.closeConnection(1006, "dropped");
        }
    }

    /// Ends all connections with `code`.
    synchronized void end(int code) {
        for (WebSocket line : List.copyOf(getConnections())) {
            line.close(code, "fake");
        }
    }

    /// Tells all connections that their session is lost.
    synchronized void loseSessions() {
        sessions.clear();
        for (WebSocket line : List.copyOf(getConnections())) {
            send(line, frame(9).put("d", false));
        }
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public synchronized void onOpen(WebSocket line, ClientHandshake shake) {
        boolean zlib = shake.getResourceDescriptor().contains("compress=zlib-stream");
        line.setAttachment(new Link(zlib));
        ObjectNode hello = frame(10);
        hello.putObject("d").put("heartbeat_interval", 41_250);
        send(line, hello);
    }

    @Override
    public synchronized void onMessage(WebSocket line, String text) {
        JsonNode in = FakeRest.parse(text);
        Link link = line.getAttachment();
        switch (in.path("op").asInt(-1)) {
            case 1 -> send(line, frame(11));
            case 2 -> identify(line, link, in.path("d"));
            case 6 -> resume(line, link, in.path("d"));
            case 3, 4 -> {}
            default -> line.close(4001, "unknown opcode");
        }
    }

    private void identify(WebSocket line, Link link, JsonNode data) {
        identified++;
        int intents = data.path("intents").asInt(0);
        if (!FakeDiscord.TOKEN.equals(data.path("token").asString(""))) {
            line.close(4004, "Authentication failed.");
        } else if ((intents & ~allowedIntents) != 0) {
            line.close(4014, "Disallowed intent(s).");
        } else {
            Session session = new Session("session-" + identified, intents, line);
            link.session = session;
            sessions.put(session.id, session);
            String url = "ws://127.0.0.1:" + getPort();
            dispatch(session, "READY", discord.ready(session.id, url));
            dispatch(session, "GUILD_CREATE", discord.guild());
        }
    }

    private void resume(WebSocket line, Link link, JsonNode data) {
        Session session = sessions.get(data.path("session_id").asString(""));
        if (session == null) {
            send(line, frame(9).put("d", false));
            return;
        }
        resumed++;
        session.line = line;
        link.session = session;
        int seen = data.path("seq").asInt(0);
        for (ObjectNode event : session.sent) {
            if (event.path("s").asInt(0) > seen) {
                send(line, event);
            }
        }
        dispatch(session, "RESUMED", FakeRest.object());
    }

    /// Tells `type`; a message as each session's intents let it be seen.
    synchronized void dispatch(String type, ObjectNode data) {
        for (Session session : sessions.values()) {
            boolean message = type.startsWith("MESSAGE_") && data.has("content");
            if (message && (session.intents & GUILD_MESSAGES) == 0) {
                continue;
            }
            ObjectNode seen = data.deepCopy();
            if (message && (session.intents & MESSAGE_CONTENT) == 0) {
                seen.put("content", "");
            }
            dispatch(session, type, seen);
        }
    }

    /// Kept for a resume while nobody listens.
    private void dispatch(Session session, String type, ObjectNode data) {
        ObjectNode event = frame(0).put("s", ++session.sequence).put("t", type);
        event.set("d", data);
        session.sent.add(event);
        if (session.line != null) {
            send(session.line, event);
        }
    }

    private static ObjectNode frame(int op) {
        return FakeRest.object().put("op", op);
    }

    private static void send(WebSocket line, ObjectNode payload) {
        if (!line.isOpen()) {
            return;
        }
        Link link = line.getAttachment();
        if (link.deflater == null) {
            line.send(payload.toString());
            return;
        }
        byte[] text = payload.toString().getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[text.length + 1024];
        link.deflater.setInput(text);
        int length = link.deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        line.send(Arrays.copyOf(buffer, length));
    }

    /// 1000 and 1001 from the other side end the session; anything else leaves it to be resumed.
    @Override
    public synchronized void onClose(WebSocket line, int code, String reason, boolean remote) {
        Link link = line.getAttachment();
        if (remote && link != null && link.session != null && (code == 1000 || code == 1001)) {
            sessions.remove(link.session.id);
        }
    }

    @Override
    public void onError(WebSocket line, Exception failure) {
        throw new IllegalStateException("the fake gateway failed", failure);
    }
}

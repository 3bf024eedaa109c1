package org.deviceonboarding.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers as it is told to, and remembers what it was asked. */
final class FakePortal implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Deque<Answer>> first = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<String> wishes = new CopyOnWriteArrayList<>();
    final List<String> preferences = new CopyOnWriteArrayList<>();
    final List<String> bodies = new CopyOnWriteArrayList<>();

    /** @param missing how many bytes the server promises and does not send; less than 0: it says nothing at all */
    private record Answer(int status, String body, int missing, List<String> headers) {}

    FakePortal() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** @param path with the query to answer that question only */
    FakePortal says(String path, int status, String body) {
        answers.put(path, new Answer(status, body, 0, List.of()));
        return this;
    }

    /** Before what it says otherwise, once. */
    FakePortal firstSays(String path, int status, String body, String... headers) {
        return once(path, new Answer(status, body, 0, List.of(headers)));
    }

    FakePortal firstHangsUp(String path) {
        return once(path, new Answer(0, "", -1, List.of()));
    }

    private FakePortal once(String path, Answer answer) {
        first.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    FakePortal breaksOff(String path, String body) {
        answers.put(path, new Answer(200, body, 1_000, List.of()));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        wishes.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        preferences.add(String.valueOf(exchange.getRequestHeaders().getFirst("Prefer")));
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String path = exchange.getRequestURI().getPath();
        Deque<Answer> before = first.getOrDefault(path, new ArrayDeque<>());
        Answer answer = before.isEmpty()
                ? answers.getOrDefault(
                        exchange.getRequestURI().toString(),
                        answers.getOrDefault(
                                path, new Answer(404, "{\"detail\":\"There is no such thing\"}", 0, List.of())))
                : before.remove();
        if (answer.missing() < 0) {
            exchange.close();
            return;
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < answer.headers().size(); i += 2) {
            exchange.getResponseHeaders()
                    .add(answer.headers().get(i), answer.headers().get(i + 1));
        }
        exchange.sendResponseHeaders(answer.status(), body.length + answer.missing());
        OutputStream out = exchange.getResponseBody();
        out.write(body);
        out.flush();
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

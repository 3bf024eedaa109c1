package org.deviceonboarding.portal.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Receives traces by OTLP over HTTP, and keeps their spans. It reads the protobuf of {@code opentelemetry/proto/trace/v1}. */
final class SpanReceiver implements AutoCloseable {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final HttpServer server;
    private final Queue<Received> spans = new ConcurrentLinkedQueue<>();

    record Received(String trace, String id, String parent, String name) {}

    SpanReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            // ExportTraceServiceRequest: resource_spans = 1, scope_spans = 2, spans = 2.
            each(body, 1, resource -> each(resource, 2, scope -> each(scope, 2, span -> spans.add(span(span)))));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Received> of(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private static Received span(byte[] message) {
        String[] fields = {"", "", "", "", "", ""};
        read(message, (field, value) -> {
            if (field == 1 || field == 2 || field == 4) {
                fields[field] = HexFormat.of().formatHex(value);
            } else if (field == 5) {
                fields[field] = new String(value, UTF_8);
            }
        });
        return new Received(fields[1], fields[2], fields[4], fields[5]);
    }

    private static void each(byte[] message, int field, Consumer<byte[]> action) {
        read(message, (number, value) -> {
            if (number == field) {
                action.accept(value);
            }
        });
    }

    /** Passes on the fields that have a length, and skips the others. */
    private static void read(byte[] message, BiConsumer<Integer, byte[]> fields) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        while (bytes.hasRemaining()) {
            long tag = varint(bytes);
            switch ((int) (tag & 7)) {
                case VARINT -> varint(bytes);
                case FIXED_64 -> bytes.getLong();
                case FIXED_32 -> bytes.getInt();
                case BYTES -> {
                    byte[] value = new byte[(int) varint(bytes)];
                    bytes.get(value);
                    fields.accept((int) (tag >> 3), value);
                }
                default -> throw new IllegalArgumentException("No protobuf: wire type " + (tag & 7));
            }
        }
    }

    private static long varint(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package org.deviceonboarding.portal.lifecycle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stub of AWS KMS, with one P-256 key: the call {@code TrentService.Sign} with a digest, as
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html documents it. It checks no signature of the request.
 */
final class KmsStub implements AutoCloseable {
    private final HttpServer server;
    private final String arn;
    private final PrivateKey key;
    private volatile boolean refusing;

    KmsStub(String arn, PrivateKey key) throws IOException {
        this.arn = arn;
        this.key = key;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on, the caller may not sign. */
    void refuse() {
        refusing = true;
    }

    void answer() {
        refusing = false;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            JsonNode request = JsonMapper.shared().readTree(body.readAllBytes());
            boolean signed = "TrentService.Sign"
                            .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                    && exchange.getRequestHeaders().getFirst("Authorization").startsWith("AWS4-HMAC-SHA256 ")
                    && request.path("KeyId").asString().equals(arn)
                    && request.path("MessageType").asString().equals("DIGEST")
                    && request.path("SigningAlgorithm").asString().equals("ECDSA_SHA_256");
            String answer = refusing || !signed
                    ? "{\"__type\":\"AccessDeniedException\",\"Message\":\"The principal may not sign\"}"
                    : JsonMapper.shared()
                            .createObjectNode()
                            .put("KeyId", arn)
                            .put("Signature", signature(request.path("Message").asString()))
                            .put("SigningAlgorithm", "ECDSA_SHA_256")
                            .toString();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(refusing || !signed ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String signature(String digest) {
        try {
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(key);
            signature.update(Base64.getDecoder().decode(digest));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The stub cannot sign", e);
        }
    }
}

package org.deviceonboarding.access.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** An answer as it went out: what a retry gets is the same, byte for byte. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param json as the answer itself is written with */
    static KeptAnswer of(ResponseEntity<?> answer, JsonMapper json) {
        Map<String, List<String>> headers = new TreeMap<>();
        answer.getHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        headers.putIfAbsent(HttpHeaders.CONTENT_TYPE, List.of(MediaType.APPLICATION_JSON_VALUE));
        return new KeptAnswer(answer.getStatusCode().value(), headers, json.writeValueAsBytes(answer.getBody()));
    }

    static KeptAnswer read(byte[] stored) {
        return JSON.readValue(stored, KeptAnswer.class);
    }

    byte[] stored() {
        return JSON.writeValueAsBytes(this);
    }

    void replay(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setHeader(Idempotent.REPLAYED, "true");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    public String toString() {
        return "KeptAnswer[" + status + "]"; // links and passwords stay out of logs
    }
}

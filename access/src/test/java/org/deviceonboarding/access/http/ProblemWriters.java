package org.deviceonboarding.access.http;

import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** A problem writer without a server around it. */
public final class ProblemWriters {
    private ProblemWriters() {}

    public static ProblemWriter plain() {
        return new ProblemWriter(JsonMapper.builder()
                .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
                .build());
    }
}

package org.deviceonboarding.audit.inquiry.whatif;

import java.time.Instant;
import java.util.List;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * As of when, and which page.
 *
 * @param at a moment, null if none was named
 * @param position of the log, null if none was named
 * @param cursor where the page before ended, null for the first one
 */
record TemplateQuery(
        @Nullable Instant at,
        @Nullable Long position,
        int limit,
        @Nullable InquiryCursor cursor) {

    /** @throws Refused {@code validation_error} with a message per parameter */
    static TemplateQuery parse(MultiValueMap<String, String> given, long head) {
        Parameters parameters = new Parameters(given, List.of("at", "position", "limit", "cursor"));
        TemplateQuery query = new TemplateQuery(
                parameters.read("at", Parameters.TIME, Parameters::time).orElse(null),
                parameters
                        .read(
                                "position",
                                "must be a position that the log has reached",
                                text -> Parameters.number(text).filter(position -> position <= head))
                        .orElse(null),
                parameters.limit(),
                parameters
                        .read(
                                "cursor",
                                "must be a next_cursor of this list",
                                text -> InquiryCursor.decode(text, DeviceIds::isOne)
                                        .filter(cursor -> cursor.position() <= head))
                        .orElse(null));
        if (parameters.has("at") && parameters.has("position")) {
            parameters.fault("at", "must not be given together with position");
        }
        parameters.check();
        return query;
    }
}

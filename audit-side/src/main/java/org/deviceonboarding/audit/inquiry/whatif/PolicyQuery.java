package org.deviceonboarding.audit.inquiry.whatif;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.audit.inquiry.InquiryCursor;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Over which past, and which page.
 *
 * @param cursor where the page before ended, null for the first one
 */
record PolicyQuery(Window window, int limit, @Nullable InquiryCursor cursor) {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /**
     * @param now the window's end unless the caller says otherwise; it begins a year before
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static PolicyQuery parse(MultiValueMap<String, String> given, long head, Instant now) {
        Parameters parameters = new Parameters(given, List.of("from", "to", "limit", "cursor"));
        InquiryCursor cursor = parameters
                .read(
                        "cursor",
                        "must be a next_cursor of this list",
                        text -> InquiryCursor.decode(text, DeviceIds::isOne).filter(found -> found.position() <= head))
                .orElse(null);
        Instant to =
                parameters.read("to", Parameters.TIME, Parameters::time).orElse(cursor == null ? now : cursor.asOf());
        Instant from =
                parameters.read("from", Parameters.TIME, Parameters::time).orElse(to.minus(YEAR));
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            parameters.fault("from", "must be before to, and at most " + LONGEST.toDays() + " days");
        }
        int limit = parameters.limit();
        parameters.check();
        return new PolicyQuery(new Window(from, to), limit, cursor);
    }
}

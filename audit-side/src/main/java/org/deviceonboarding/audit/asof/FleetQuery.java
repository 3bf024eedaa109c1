package org.deviceonboarding.audit.asof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which devices, at which moment.
 *
 * @param device none but this one, or null for all
 * @param limit 1 to {@value Parameters#MAX_LIMIT}
 * @param after the last device already shown, or null
 */
record FleetQuery(
        Moment moment,
        @Nullable DeviceId device,
        int limit,
        @Nullable DeviceId after) {
    /**
     * By the page. A cursor goes on at the moment of its page, so that an hour's reading is of one moment.
     *
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static FleetQuery page(MultiValueMap<String, String> given, Moments moments) {
        Parameters parameters = parameters(given, "limit", "cursor");
        Moment moment = moments.asked(given, parameters);
        Optional<FleetCursor> cursor = parameters.read(
                "cursor",
                "must be a next_cursor of this list, of the same moment",
                text -> FleetCursor.decode(text).filter(found -> fits(found, moment)));
        FleetQuery query = new FleetQuery(
                cursor.<Moment>map(found -> new Moment.Position(found.position()))
                        .orElse(moment),
                device(parameters),
                parameters.limit(),
                cursor.map(FleetCursor::after).orElse(null));
        parameters.check();
        return query;
    }

    /**
     * All of them.
     *
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static FleetQuery all(MultiValueMap<String, String> given, Moments moments) {
        Parameters parameters = parameters(given);
        FleetQuery query = new FleetQuery(moments.asked(given, parameters), device(parameters), 1, null);
        parameters.check();
        return query;
    }

    private static Parameters parameters(MultiValueMap<String, String> given, String... more) {
        List<String> known = new ArrayList<>(List.of("at", "position", "device_id"));
        known.addAll(Arrays.asList(more));
        return new Parameters(given, known);
    }

    private static @Nullable DeviceId device(Parameters parameters) {
        return parameters
                .read("device_id", "must be a UUID in lower case", FleetQuery::device)
                .orElse(null);
    }

    private static Optional<DeviceId> device(String text) {
        try {
            return Optional.of(new DeviceId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // Where in the log a time is may still move while it is a moment ago; a position is a position.
    private static boolean fits(FleetCursor cursor, Moment moment) {
        return !(moment instanceof Moment.Position asked) || asked.position() == cursor.position();
    }
}

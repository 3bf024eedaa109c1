package org.deviceonboarding.audit.history;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.access.paging.Parameters;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.OnboardingEvent;
import org.deviceonboarding.domain.refusal.Refused;
import org.deviceonboarding.log.read.LogFilter;
import org.springframework.util.MultiValueMap;

/** Reads an {@link AuditQuery} from a request's parameters; whatever is wrong is named, all at once. */
final class AuditQueryParser {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1_000;
    static final int MOST_EXPORTED = 1_000_000_000;

    private static final Set<String> TYPES =
            OnboardingEvent.kinds().stream().map(Class::getSimpleName).collect(Collectors.toUnmodifiableSet());

    private AuditQueryParser() {}

    /**
     * For a list by the page.
     *
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static AuditQuery page(MultiValueMap<String, String> given) {
        return parse(given, DEFAULT_LIMIT, MAX_LIMIT);
    }

    /**
     * For an export, which has no end but the log's.
     *
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static AuditQuery export(MultiValueMap<String, String> given) {
        return parse(given, Long.MAX_VALUE, MOST_EXPORTED);
    }

    /**
     * For the history of one device, by the page.
     *
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static AuditQuery history(DeviceId device, MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters(given, List.of("after", "limit", "min_position"));
        AuditQuery query = new AuditQuery(
                LogFilter.ALL.device(device), after(parameters), parameters.limit(DEFAULT_LIMIT, MAX_LIMIT));
        parameters.check();
        return query;
    }

    /**
     * For a list by the page, the newest event first: {@code before} where others have {@code after}.
     *
     * @return its {@link AuditQuery#after} is the position before which the list begins
     * @throws Refused {@code validation_error} with a message per parameter
     */
    static AuditQuery newest(MultiValueMap<String, String> given) {
        Parameters parameters = new Parameters(
                given, List.of("device_id", "type", "actor", "address", "from", "to", "before", "limit"));
        LogFilter filter = filter(parameters);
        long before = parameters
                .read("before", "must be a position of the log", Parameters::number)
                .orElse(Long.MAX_VALUE);
        AuditQuery query = new AuditQuery(filter, before, parameters.limit(DEFAULT_LIMIT, MAX_LIMIT));
        parameters.check();
        return query;
    }

    private static AuditQuery parse(MultiValueMap<String, String> given, long limit, long most) {
        Parameters parameters = new Parameters(
                given,
                List.of("device_id", "type", "actor", "address", "from", "to", "after", "limit", "min_position"));
        LogFilter filter = filter(parameters);
        AuditQuery query = new AuditQuery(filter, after(parameters), parameters.limit(limit, most));
        parameters.check();
        return query;
    }

    private static LogFilter filter(Parameters parameters) {
        LogFilter filter = LogFilter.ALL;
        filter = parameters
                .read("device_id", "must be a UUID in lower case", AuditQueryParser::device)
                .map(filter::device)
                .orElse(filter);
        filter = parameters
                .read("type", "must be names of events, with commas between them", AuditQueryParser::types)
                .map(filter::types)
                .orElse(filter);
        filter = parameters
                .read("actor", "must be 1 to 128 printable characters", Parameters::printable)
                .map(filter::actor)
                .orElse(filter);
        filter = parameters
                .read("address", Parameters.ADDRESS, Parameters::address)
                .map(filter::address)
                .orElse(filter);
        filter = parameters
                .read("from", Parameters.TIME, Parameters::time)
                .map(filter::from)
                .orElse(filter);
        return parameters
                .read("to", Parameters.TIME, Parameters::time)
                .map(filter::to)
                .orElse(filter);
    }

    private static long after(Parameters parameters) {
        return parameters
                .read("after", "must be a position of the log", Parameters::number)
                .orElse(0L);
    }

    private static Optional<DeviceId> device(String text) {
        try {
            return Optional.of(new DeviceId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Set<String>> types(String text) {
        Set<String> types = Stream.of(text.split(",", -1)).collect(Collectors.toUnmodifiableSet());
        return Optional.of(types).filter(TYPES::containsAll);
    }
}

package org.deviceonboarding.access.chain;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.domain.device.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * What a request would change.
 *
 * @param deviceId null if it names none, or nothing that could be one
 */
record RequestedChange(String command, @Nullable DeviceId deviceId) {
    private static final String ANY = "[^/]*";
    private static final List<PathPattern> SHAPES = List.of(
            PathPattern.of("POST /register", "register"),
            PathPattern.of("POST /(?<command>renew|reissue|suspend|resume|revoke|decommission)/(?<device>[^/]*)", ""),
            PathPattern.of("PATCH /device/(?<device>[^/]*)", "change_details"),
            PathPattern.of("PUT /acl-templates/" + ANY, "define_acl_template"),
            PathPattern.of("POST /brokers/" + ANY + "/retire", "retire_broker"),
            PathPattern.of("POST /imports", "import"),
            PathPattern.of("POST /imports/" + ANY + "/cancel", "cancel_import"),
            PathPattern.of("POST /bulk/revoke", "bulk_revoke"),
            PathPattern.of("POST /bulk/renew", "bulk_renew"),
            PathPattern.of("POST /bulk/" + ANY + "/cancel", "cancel_bulk"),
            PathPattern.of("POST /approvals/" + ANY + "/(?<command>approve|reject)", ""),
            PathPattern.of("POST /admin/api-keys", "create_api_key"),
            PathPattern.of("DELETE /admin/api-keys/" + ANY, "revoke_api_key"),
            PathPattern.of("POST /admin/projections/" + ANY + "/rebuild", "rebuild_projection"));

    /** Nothing for a read, nor for a link to credentials, which is a secret. */
    static Optional<RequestedChange> of(String method, String path) {
        String request = method + " " + path;
        return SHAPES.stream().flatMap(shape -> shape.read(request).stream()).findFirst();
    }

    /** @param command unless the pattern has a group of that name */
    private record PathPattern(Pattern pattern, String command) {
        static PathPattern of(String pattern, String command) {
            return new PathPattern(Pattern.compile(pattern), command);
        }

        Optional<RequestedChange> read(String request) {
            Matcher matcher = pattern.matcher(request);
            return matcher.matches()
                    ? Optional.of(new RequestedChange(
                            command.isEmpty() ? matcher.group("command") : command, device(matcher)))
                    : Optional.empty();
        }

        private @Nullable DeviceId device(Matcher matcher) {
            try {
                return pattern.namedGroups().containsKey("device") ? new DeviceId(matcher.group("device")) : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
    }
}

package org.deviceonboarding.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deviceonboarding.access.start.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The operator's database, with user and password. These are not part of the URL, so that no message that quotes the
 * URL contains them.
 *
 * @param jdbcUrl without user and password
 */
record DatabaseUrl(
        String jdbcUrl, @Nullable String user, @Nullable String password) {
    private static final Pattern SHAPE = Pattern.compile(
            "(?:jdbc:)?postgres(?:ql)?://"
                    + "(?:(?<user>[^:/?#]*)(?::(?<password>[^/?#]*))?@)?(?<host>[^@/?#]*[^@/?#:])/(?<database>[^@/?#]+)(?:\\?(?<query>[^#]*))?");

    private static final Pattern OTHER_DATABASES =
            Pattern.compile("(?i)(?:jdbc:)?(?!postgres(?:ql)?:)[a-z][a-z0-9+.-]*://.*");

    // The names that libpq and the JDBC driver spell differently.
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout");

    /**
     * Reads {@code postgresql://user:password@host:5432/database?sslmode=require}; {@code postgres://} and
     * {@code jdbc:postgresql://} will do as well. User and password may be percent-encoded (RFC 3986 section 2.1).
     *
     * @param setting what the URL is the value of
     * @throws StartRefused if it is of another database, or has another form; the message does not quote it
     */
    static DatabaseUrl parse(String setting, String url) {
        if (OTHER_DATABASES.matcher(url.strip()).matches()) {
            throw new StartRefused(
                    setting + " names a database of another kind, and the portal works with PostgreSQL alone",
                    "Set it to postgresql://user:password@host:5432/database; decision 0044 says why (docs/adr).");
        }
        Matcher parts = SHAPE.matcher(url.strip());
        if (!parts.matches()) {
            throw malformed(setting);
        }
        Optional<String> user = decoded(setting, parts.group("user"));
        Optional<String> password = decoded(setting, parts.group("password"));
        List<String> kept = new ArrayList<>();
        for (String parameter :
                Optional.ofNullable(parts.group("query")).orElse("").split("&", -1)) {
            String name = parameter.replaceFirst("=.*", "");
            String value = parameter.substring(Math.min(parameter.length(), name.length() + 1));
            switch (name) {
                case "" -> {}
                case "user" -> user = decoded(setting, value);
                case "password" -> password = decoded(setting, value);
                default -> kept.add(DRIVER_NAMES.getOrDefault(name, name) + "=" + value);
            }
        }
        // Of several servers, only one can write, and the driver would take the first that answers.
        if (parts.group("host").contains(",") && kept.stream().noneMatch(one -> one.startsWith("targetServerType="))) {
            kept.add("targetServerType=primary");
        }
        String jdbcUrl = "jdbc:postgresql://" + parts.group("host") + "/" + parts.group("database")
                + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
        return new DatabaseUrl(jdbcUrl, user.orElse(null), password.orElse(null));
    }

    private static Optional<String> decoded(String setting, @Nullable String raw) {
        try {
            // URLDecoder reads forms, where a plus is a space; in a URL it is a plus.
            return Optional.ofNullable(raw)
                    .filter(text -> !text.isEmpty())
                    .map(text -> URLDecoder.decode(text.replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException e) {
            throw malformed(setting);
        }
    }

    private static StartRefused malformed(String setting) {
        return new StartRefused(
                setting + " is not of the form postgresql://user:password@host:5432/database?sslmode=require",
                "Percent-encode any of : / ? # @ % in user and password, or unset it for the embedded database.");
    }

    JdbcConnectionDetails connectionDetails() {
        return new JdbcConnectionDetails() {
            @Override
            public @Nullable String getUsername() {
                return user;
            }

            @Override
            public @Nullable String getPassword() {
                return password;
            }

            @Override
            public String getJdbcUrl() {
                return jdbcUrl;
            }
        };
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl;
    }
}

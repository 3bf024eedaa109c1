package org.deviceonboarding.query.fleet;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.domain.device.DeviceId;
import org.deviceonboarding.domain.event.DeviceDetailsChanged;
import org.deviceonboarding.domain.event.DeviceRegistered;
import org.deviceonboarding.log.read.FilteredLog;
import org.deviceonboarding.log.read.FilteredLog.Member;
import org.deviceonboarding.log.read.LogFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds names of several devices with the same folded form ({@link org.deviceonboarding.domain.device.FoldedText}), from before
 * names were compared by this form. It reads the table of names, which the command side writes.
 */
@Component
class CollidingNames {
    private static final LogFilter NAMING = LogFilter.of(DeviceRegistered.class, DeviceDetailsChanged.class);

    private final JdbcClient jdbc;
    private final FilteredLog log;

    CollidingNames(JdbcClient jdbc, FilteredLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /**
     * A current or former name of a device that another device has in another spelling.
     *
     * @param form the common form
     * @param ownedBy the device that had the name first; no other device may take it again
     */
    record Held(String form, DeviceId deviceId, String name, DeviceId ownedBy) {
        Key key() {
            return new Key(form, name);
        }
    }

    /** The name after which a page begins. */
    record Key(String form, String name) {
        static final Key FIRST = new Key("", "");
        private static final String BETWEEN = "\n"; // in no name

        static boolean isOne(String text) {
            return text.contains(BETWEEN);
        }

        static Key parse(String text) {
            int split = text.indexOf(BETWEEN);
            return new Key(text.substring(0, split), text.substring(split + 1));
        }

        String text() {
            return form + BETWEEN + name;
        }
    }

    /** A row of the table of names. */
    private record Claim(String form, String name, String device) {}

    List<Held> list(PageRequest page) {
        Key after = page.after() == null ? Key.FIRST : Key.parse(page.after());
        List<Claim> claims = jdbc.sql("""
                        select folded, name, device_id from device_name
                        where collides and (folded, name) > (:folded, :name) order by folded, name limit :limit
                        """)
                .param("folded", after.form())
                .param("name", after.name())
                .param("limit", page.limit() + 1)
                .query(CollidingNames::claim)
                .list();
        Map<String, String> owners = owners(claims.stream().map(Claim::form).collect(Collectors.toSet()));
        return claims.stream()
                .map(claim -> new Held(
                        claim.form(),
                        new DeviceId(claim.device()),
                        claim.name(),
                        new DeviceId(requireNonNull(owners.get(claim.form())))))
                .toList();
    }

    /** The device that had each form first in the log. */
    private Map<String, String> owners(Set<String> forms) {
        List<Claim> claims = jdbc.sql(
                        "select folded, name, device_id from device_name where folded = any (array[:forms]::text[])")
                .param("forms", forms)
                .query(CollidingNames::claim)
                .list();
        Map<Named, Long> first = log
                .members(NAMING.aggregates(claims.stream().map(Claim::device).collect(Collectors.toSet())), "name")
                .stream()
                .collect(Collectors.toMap(
                        naming -> new Named(naming.aggregateId(), naming.text()), Member::position, Math::min));
        return claims.stream()
                .sorted(Comparator.comparing(
                        claim -> first.getOrDefault(new Named(claim.device(), claim.name()), Long.MAX_VALUE)))
                .collect(Collectors.toMap(Claim::form, Claim::device, (owner, _) -> owner));
    }

    private record Named(String device, @Nullable String name) {}

    private static Claim claim(ResultSet row, int number) throws SQLException {
        return new Claim(row.getString("folded"), row.getString("name"), row.getString("device_id"));
    }
}

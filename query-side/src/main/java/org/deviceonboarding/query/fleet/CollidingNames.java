package org.deviceonboarding.query.fleet;

import java.util.List;
import org.deviceonboarding.access.paging.PageRequest;
import org.deviceonboarding.domain.device.DeviceId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Names of several devices that have one form ({@link org.deviceonboarding.domain.device.FoldedText}), from before names were
 * compared by it. The claims of names are the command side's; their table is read here, where lists of devices are.
 */
@Component
class CollidingNames {
    private static final String PAGE = """
            select folded, name, device_id, (
                select owner.device_id from device_name owner where owner.folded = held.folded order by (
                    select min(global_index) from domain_event_entry
                    where aggregate_identifier = owner.device_id
                      and payload_type in ('DeviceRegistered', 'DeviceDetailsChanged')
                      and payload::json ->> 'name' = owner.name)
                limit 1) as owner
            from device_name held where collides and (folded, name) > (:folded, :name)
            order by folded, name limit :limit
            """;

    private final JdbcClient jdbc;

    CollidingNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A device's name, now or in the past, that another device has in another spelling.
     *
     * @param form which both have
     * @param ownedBy the device that had it first in the log; no other may take it anew
     */
    record Held(String form, DeviceId deviceId, String name, DeviceId ownedBy) {
        Key key() {
            return new Key(form, name);
        }
    }

    /** Behind which one a page begins. */
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

    List<Held> list(PageRequest page) {
        Key after = page.after() == null ? Key.FIRST : Key.parse(page.after());
        return jdbc.sql(PAGE)
                .param("folded", after.form())
                .param("name", after.name())
                .param("limit", page.limit() + 1)
                .query((row, _) -> new Held(
                        row.getString("folded"),
                        new DeviceId(row.getString("device_id")),
                        row.getString("name"),
                        new DeviceId(row.getString("owner"))))
                .list();
    }
}

package org.deviceonboarding.portal.web;

import org.springframework.jdbc.core.simple.JdbcClient;

/** How much was ever written: whoever was refused must not have changed it. */
public record Written(long events, long names, long bundles) {
    static Written in(JdbcClient jdbc) {
        return jdbc.sql("""
                        select (select count(*) from domain_event_entry where type = 'Device') as events,
                               (select count(*) from device_name) as names,
                               (select count(*) from credential_bundle) as bundles
                        """).query(Written.class).single();
    }
}

package org.deviceonboarding.portal.access;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.messages.device.Sha256;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keys that open the HTTP interface. A key has 256 random bits, so its plain hash is as good as a salted one, and a
 * look-up by hash tells an attacker nothing about how close a guess was.
 */
@Component
class ApiKeys {
    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ApiKey> find(String key) {
        return jdbc.sql("select name, roles from api_key where hash = :hash")
                .param("hash", hash(key))
                .query((row, _) -> new ApiKey(
                        row.getString("name"),
                        Arrays.stream((String[]) row.getArray("roles").getArray())
                                .map(AccessRole::named)
                                .collect(Collectors.toUnmodifiableSet())))
                .optional();
    }

    /** Until the end of the transaction nobody else adds keys. */
    void lock() {
        jdbc.sql("lock table api_key in share row exclusive mode").update();
    }

    boolean none() {
        return jdbc.sql("select not exists (select from api_key)")
                .query(Boolean.class)
                .single();
    }

    void add(String name, String key, Set<AccessRole> roles) {
        jdbc.sql("insert into api_key (name, hash, roles) values (:name, :hash, :roles)")
                .param("name", name)
                .param("hash", hash(key))
                .param("roles", roles.stream().map(AccessRole::name).toArray(String[]::new))
                .update();
    }

    private static String hash(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8)).hex();
    }
}

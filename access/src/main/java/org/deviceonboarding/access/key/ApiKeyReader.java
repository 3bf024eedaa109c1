package org.deviceonboarding.access.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.deviceonboarding.access.caller.BearerReader;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.caller.LastUses;
import org.deviceonboarding.access.caller.Proof;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.stereotype.Component;

/** Knows the holders of API keys. It asks the table each time, so a key that is withdrawn ends at once, in every process. */
@Component
@Order // what no other reader takes may be a key
public class ApiKeyReader implements BearerReader {
    private final ApiKeys keys;
    private final InstantSource clock;
    private final LastUses uses;

    ApiKeyReader(ApiKeys keys, JdbcClient jdbc, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        this.uses = new LastUses(jdbc, """
                update api_key set last_used_at = :at
                where id = :id
                    and (last_used_at is null or last_used_at > :at
                        or last_used_at < cast(:at as timestamptz) - interval '1 minute')
                """);
    }

    @Override
    public boolean reads(String token) {
        return true;
    }

    @Override
    public CallerPrincipal read(String token) {
        Instant now = clock.instant();
        ApiKey key = find(token)
                .filter(found -> found.status(now) == ApiKey.Status.ACTIVE)
                .orElseThrow(() -> new InvalidBearerTokenException("This API key is not known, or no longer valid"));
        uses.note(key.id(), now);
        return new CallerPrincipal(key.name(), key.owner(), key.roles(), new Proof.Key(key.id()), key.expiresAt());
    }

    @Scheduled(fixedDelayString = "${portal.access.write-interval}")
    void writeUses() {
        uses.write();
    }

    private Optional<ApiKey> find(String token) {
        try {
            return keys.find(token);
        } catch (DataAccessException e) {
            throw new AuthenticationServiceException("The database does not answer", e);
        }
    }
}

package org.deviceonboarding.access.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.deviceonboarding.access.caller.AccessLog;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.secret.PrivateFiles;
import org.deviceonboarding.domain.actor.Actor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Makes the first API key at the first start, and writes it to {@code DATA_DIR/admin.key} and nowhere else. Of several
 * processes that start at once, one makes it.
 */
@Component
@Profile("command")
class FirstAdminKey implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(FirstAdminKey.class);

    private final ApiKeys keys;
    private final KeyMaking making;
    private final AccessLog events;
    private final Path file;
    private final SecureRandom random;

    FirstAdminKey(
            ApiKeys keys,
            KeyMaking making,
            AccessLog events,
            @Value("${portal.data-dir}") Path directory,
            SecureRandom random) {
        this.keys = keys;
        this.making = making;
        this.events = events;
        this.file = directory.resolve("admin.key");
        this.random = random;
    }

    @Override
    public void afterPropertiesSet() {
        events.append(Actor.PORTAL, () -> {
            keys.lock();
            if (!keys.none()) {
                return Optional.empty();
            }
            log.info(
                    "The first API key, of role admin, is in {}",
                    file.toAbsolutePath().normalize());
            return Optional.of(KeyMaking.event(making.add(
                    new KeyName("admin"), new Owner("admin"), Set.of(AccessRole.ADMIN), null, "portal", secret())));
        });
    }

    /** The file comes first: a crash before the commit leaves a key that the next start takes in. */
    private String secret() {
        try {
            if (!Files.exists(file)) {
                PrivateFiles.createOnce(file, making.freshKey() + "\n", random);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The first API key cannot be written to " + file, e);
        }
    }
}

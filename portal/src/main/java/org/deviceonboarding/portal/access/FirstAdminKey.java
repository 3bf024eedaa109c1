package org.deviceonboarding.portal.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import org.deviceonboarding.portal.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the first key, in {@code DATA_DIR/admin.key} and nowhere else, so that somebody can begin. Of several processes that
 * start at once, one makes it.
 */
@Component
@Profile("command")
class FirstAdminKey implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(FirstAdminKey.class);

    private final ApiKeys keys;
    private final Path file;
    private final SecureRandom random;
    private final TransactionTemplate transaction;

    FirstAdminKey(
            ApiKeys keys,
            @Value("${portal.data-dir}") Path directory,
            SecureRandom random,
            TransactionTemplate transaction) {
        this.keys = keys;
        this.file = directory.resolve("admin.key");
        this.random = random;
        this.transaction = transaction;
    }

    @Override
    public void afterPropertiesSet() {
        transaction.executeWithoutResult(_ -> {
            keys.lock();
            if (keys.none()) {
                keys.add("admin", secret(), Set.of(AccessRole.ADMIN));
                log.info(
                        "The first API key, of role admin, is in {}",
                        file.toAbsolutePath().normalize());
            }
        });
    }

    /** The file comes first: a crash before the commit leaves a key that the next start takes in. */
    private String secret() {
        try {
            return PrivateFiles.secret(file, random);
        } catch (IOException e) {
            throw new UncheckedIOException("The first API key cannot be written to " + file, e);
        }
    }
}

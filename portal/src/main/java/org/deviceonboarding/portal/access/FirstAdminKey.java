package org.deviceonboarding.portal.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import org.deviceonboarding.portal.files.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes the first key, in {@code DATA_DIR/admin.key} and nowhere else, so that somebody can begin. */
@Component
class FirstAdminKey implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(FirstAdminKey.class);

    private final ApiKeys keys;
    private final Path file;
    private final SecureRandom random;

    FirstAdminKey(ApiKeys keys, @Value("${portal.data-dir}") Path directory, SecureRandom random) {
        this.keys = keys;
        this.file = directory.resolve("admin.key");
        this.random = random;
    }

    /** The file comes first: a crash in between leaves a key that the next start takes in. */
    @Override
    public void afterPropertiesSet() throws IOException {
        if (keys.none()) {
            keys.add("admin", PrivateFiles.secret(file, random), Set.of(AccessRole.ADMIN));
            log.info(
                    "The first API key, of role admin, is in {}",
                    file.toAbsolutePath().normalize());
        }
    }
}

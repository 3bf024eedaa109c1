package org.deviceonboarding.portal.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deviceonboarding.access.secret.PrivateFiles;
import org.deviceonboarding.access.start.StartRefused;
import org.deviceonboarding.portal.database.DatabaseTask;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes {@code portal.data-dir} readable by its owner only, before any bean can make it, and locks it for other
 * processes.
 */
final class DataDirectory implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String name = context.getEnvironment().getProperty("portal.data-dir");
        if (name != null && !context.getEnvironment().matchesProfiles(DatabaseTask.PROFILE)) {
            create(Path.of(name));
            Role.parse(context.getEnvironment().getProperty("portal.roles", "")).stream()
                    .filter(Role::ownsItsData)
                    .findAny()
                    .ifPresent(_ -> occupy(Path.of(name), context));
        }
    }

    private static void create(Path directory) {
        try {
            PrivateFiles.createDirectories(directory);
        } catch (IOException e) {
            throw new StartRefused(
                    "The data directory " + directory.toAbsolutePath() + " cannot be made: " + e, "Set DATA_DIR.", e);
        }
        if (!Files.isWritable(directory)) {
            throw new StartRefused(
                    "The data directory " + directory.toAbsolutePath() + " is not writable",
                    "Set DATA_DIR, or give the directory to the user that runs the portal.");
        }
    }

    private static void occupy(Path directory, ConfigurableApplicationContext context) {
        DataDirectoryLock lock = DataDirectoryLock.take(directory);
        // Registered before any bean, and so released after all of them are gone.
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
            beans.registerDisposableBean("dataDirectoryLock", lock::release);
        }
    }
}

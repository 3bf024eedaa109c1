package org.deviceonboarding.portal.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps each {@code mosquitto.acl} that lies in a broker's folder, as far as it looks in time. */
final class Releases implements AutoCloseable {
    private static final Pattern POSITION = Pattern.compile("(?m)^# position ([0-9]+)$");

    private final Path file;
    private final Map<Long, String> kept = new ConcurrentSkipListMap<>();
    private final Thread watcher = Thread.ofVirtual().name("releases").unstarted(this::watch);

    private Releases(Path file) {
        this.file = file;
    }

    static Releases in(Path folder) {
        Releases releases = new Releases(folder.resolve("mosquitto.acl"));
        releases.watcher.start();
        return releases;
    }

    /** What there was, by the position that it names. */
    Map<Long, String> kept() {
        return kept;
    }

    // A file is renamed into its place, so whoever opens it reads the whole of it.
    private void watch() {
        Object seen = "";
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    Object there = Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file);
                    if (!there.equals(seen)) {
                        keep(Files.readString(file, UTF_8));
                        seen = there;
                    }
                } catch (NoSuchFileException e) {
                    seen = "";
                }
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String acl) {
        Matcher position = POSITION.matcher(acl);
        if (position.find()) {
            kept.put(Long.valueOf(position.group(1)), acl);
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

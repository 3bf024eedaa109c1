package org.deviceonboarding.acl.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that only one process works in a broker's folder. A second process waits as a stand-by and takes over
 * when the first one ends: the lock ends with its process, however that happens.
 */
public final class FolderOwner implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(FolderOwner.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final BrokerFolder folder;
    // Open as long as we are: to close one that looks at the same file would give up the lock as well.
    private @Nullable FileChannel channel;
    private volatile boolean held;
    private boolean closed;
    private volatile @Nullable String said;

    public FolderOwner(BrokerFolder folder) {
        this.folder = folder;
    }

    /** Takes the folder unless another process has it. Returns whether this process has it now. */
    public synchronized boolean take() throws IOException {
        if (held || closed) {
            return held;
        }
        if (channel == null) {
            folder.create();
            channel = FileChannel.open(
                    folder.acl().resolveSibling(".owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        }
        try {
            held = channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            held = false; // Somebody in this process has it: the same answer.
        }
        return held;
    }

    /** Waits until this process has the folder. */
    public void await() throws InterruptedException {
        while (true) {
            try {
                if (take()) {
                    break;
                }
                say("Another process works in " + folder.dir() + ": this one is its stand-by");
            } catch (IOException e) {
                say("Whether another process works in " + folder.dir() + " is not known: " + e);
            }
            Thread.sleep(LOOK_AGAIN);
        }
        if (said != null) {
            say("The other process is gone: this one works in " + folder.dir() + " from now on");
        }
    }

    private synchronized void say(String news) {
        if (!news.equals(said)) {
            log.info(news);
        }
        said = news;
    }

    public boolean held() {
        return held;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        held = false;
        if (channel != null) {
            channel.close();
        }
    }
}

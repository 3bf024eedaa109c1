package org.deviceonboarding.acl.folder;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disk space in the broker's folder that is set aside for two more generations of ACL and CRL, so that a revocation
 * does not wait until somebody clears a full disk.
 */
public final class DiskReserve {
    private static final Logger log = LoggerFactory.getLogger(DiskReserve.class);

    private final BrokerFolder folder;
    private final List<PreallocatedFiles> spares;
    private final Runnable lastSpace;
    private volatile @Nullable String trouble;

    /** @param lastSpace frees space of files in that folder that can be spared */
    public DiskReserve(BrokerFolder folder, Runnable lastSpace) {
        this.folder = folder;
        this.lastSpace = lastSpace;
        this.spares = List.of(new PreallocatedFiles(folder.acl()), new PreallocatedFiles(folder.crl()));
    }

    public BrokerFolder folder() {
        return folder;
    }

    /** Reserves again the space that was used. */
    public void restore() {
        if (Thread.currentThread().isInterrupted()) {
            return; // Whoever is told to end writes no more: it would look like a full disk.
        }
        try {
            for (PreallocatedFiles some : spares) {
                some.restore();
            }
            if (trouble != null) {
                log.info("There is room for two more generations of files in {} again", folder.dir());
            }
            trouble = null;
        } catch (ClosedByInterruptException _) {
            log.debug("Told to end while space was set aside");
        } catch (IOException e) {
            String news = "The disk of the broker's folder is full: " + folder.dir() + " has " + folder.freeBytes()
                    + " bytes free, and room for "
                    + generations()
                    + " more generations of its files is set aside (" + FolderNotWritable.reason(e) + ")";
            if (trouble == null) {
                log.error(news);
            }
            trouble = news;
        }
    }

    /** Gives the reserve back to the disk, and frees what the broker can spare, because a revocation is worth more. */
    public void spend() {
        for (PreallocatedFiles some : spares) {
            some.giveBack();
        }
        lastSpace.run();
    }

    /** Returns why the reserve is too small, or null. */
    @Nullable
    public String trouble() {
        return trouble;
    }

    /** Returns for how many generations of both files there is space. */
    public int generations() {
        try {
            int least = PreallocatedFiles.GENERATIONS;
            for (PreallocatedFiles some : spares) {
                least = Math.min(least, some.count());
            }
            return least;
        } catch (IOException _) {
            return 0;
        }
    }
}

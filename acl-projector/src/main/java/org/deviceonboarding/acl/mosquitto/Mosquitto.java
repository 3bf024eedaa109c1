package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.deviceonboarding.acl.broker.OperatorCommand;
import org.deviceonboarding.acl.proof.ReloadEvidence;
import org.deviceonboarding.acl.release.BrokerAdapter;
import org.deviceonboarding.acl.release.LiveBroker;
import org.deviceonboarding.domain.acl.AclFile;
import org.deviceonboarding.domain.acl.BrokerPolicy;
import org.deviceonboarding.domain.acl.DamagedAclFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The adapter for Mosquitto, version 2.0 or later. */
class Mosquitto implements BrokerAdapter {
    private static final Logger log = LoggerFactory.getLogger(Mosquitto.class);
    // A release costs the broker a reload and the log a receipt.
    private static final Duration GATHERING = Duration.ofSeconds(1);
    // Each reload is one more occasion for Mosquitto 2.0 to crash.
    private static final Duration GATHERING_FOR_2_0 = Duration.ofSeconds(5);

    // Both are read in some 20 to 50 ms. Version 2.0 takes quadratic time, so it is better not to come near to 5,000.
    private static final int BLOCKS = 10_000;
    private static final int BLOCKS_FOR_2_0 = 1_000;

    private final MosquittoConf conf;
    private final BrokerReload reload;
    private final @Nullable OperatorCommand stop;
    private final BrokerHeartbeat heartbeat;
    private final @Nullable LiveMosquitto live;

    /**
     * @param stop stops a broker that is not ours to mind, null if there is no such command
     * @param live null if nobody asks the broker what it enforces
     */
    Mosquitto(
            MosquittoConf conf,
            BrokerReload reload,
            @Nullable OperatorCommand stop,
            BrokerHeartbeat heartbeat,
            @Nullable LiveMosquitto live) {
        this.conf = conf;
        this.reload = reload;
        this.stop = stop;
        this.heartbeat = heartbeat;
        this.live = live;
    }

    @Override
    public void prepare() throws IOException {
        conf.write();
    }

    @Override
    public String render(BrokerPolicy policy) {
        return AclFile.of(policy).render();
    }

    @Override
    public long position(String text) throws DamagedAclFile {
        return AclFile.parse(text).position();
    }

    @Override
    public ReloadEvidence reload(long position, boolean newPolicy) throws IOException, InterruptedException {
        ReloadEvidence evidence = live == null ? ReloadEvidence.NOT_NEEDED : live.beforeReload(position, newPolicy);
        return reload.reload() ? evidence : ReloadEvidence.NOT_NEEDED;
    }

    @Override
    public Optional<LiveBroker> live() {
        return Optional.ofNullable(live);
    }

    @Override
    public boolean stop() throws IOException, InterruptedException {
        if (reload instanceof ManagedMosquitto managed) {
            managed.shut();
            return true;
        }
        if (stop == null) {
            return false;
        }
        stop.run();
        return true;
    }

    @Override
    public void mend() {
        MosquittoFolder folder = conf.folder();
        try {
            if (live != null && Files.exists(folder.dynamicSecurity())) {
                new ProjectorAccount(folder).mend();
            }
        } catch (IOException e) {
            log.warn("{} is not mended: {}", folder.dynamicSecurity(), e.toString());
        }
    }

    @Override
    public void freeSpace() {
        new MosquittoLog(conf.folder().log()).drop();
    }

    @Override
    public int readableBlocks() {
        return conf.readsLargeFiles() ? BLOCKS : BLOCKS_FOR_2_0;
    }

    @Override
    public Duration gathering() {
        return conf.mayCrash() ? GATHERING_FOR_2_0 : GATHERING;
    }

    @Override
    public void onSilenceChange(Runnable listener) {
        heartbeat.onChange(listener);
    }

    @Override
    public @Nullable String silence() {
        return heartbeat.trouble();
    }

    @Override
    public @Nullable String trouble() {
        return reload instanceof ManagedMosquitto managed && !managed.alive() ? "Mosquitto does not run" : null;
    }
}

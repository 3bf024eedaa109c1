package org.deviceonboarding.acl.mosquitto;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.deviceonboarding.acl.broker.BrokerSettings;
import org.deviceonboarding.acl.broker.Supervision;
import org.deviceonboarding.acl.folder.StagedFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker's {@code mosquitto.conf}, for versions 2.0.11 to 2.1.
 *
 * @param admin where the listener for this process is
 * @param plugin the dynamic-security plugin: it knows this process by a password, ends sessions for it, and turns Mosquitto
 *     2.0's open door on a damaged ACL into a closed one. Without it there is no listener for us, and no proof
 * @param user whom the broker runs as, if it starts as root
 * @param version of a broker of ours, as far as it is known
 */
record MosquittoConf(
        MosquittoFolder folder,
        int port,
        BrokerSettings.Admin admin,
        Optional<Path> plugin,
        Optional<String> user,
        Optional<String> version,
        SecureRandom random) {
    private static final Logger log = LoggerFactory.getLogger(MosquittoConf.class);
    private static final String OURS =
            "# Written by the portal at its start. Delete this line to keep a version of your own.";

    static MosquittoConf of(BrokerSettings broker, SecureRandom random) {
        boolean root =
                broker.supervision() instanceof Supervision.Managed && "root".equals(System.getProperty("user.name"));
        return new MosquittoConf(
                new MosquittoFolder(broker.folder()),
                broker.port(),
                broker.admin(),
                MosquittoProgram.plugin(
                        broker.supervision() instanceof Supervision.Managed managed
                                ? Optional.of(managed.program())
                                : Optional.empty()),
                root ? Optional.of("root") : Optional.empty(),
                broker.supervision() instanceof Supervision.Managed managed
                        ? MosquittoProgram.version(managed.program())
                        : Optional.empty(),
                random);
    }

    /**
     * Prepares the folder, except for the files that come from elsewhere. A configuration that the portal did not write stays.
     *
     * @return whether the broker has to be restarted to read it
     */
    boolean write() throws IOException {
        folder.create();
        boolean newAccount = plugin.isPresent() && new ProjectorAccount(folder).create(random);
        String wanted = render();
        if (Files.exists(folder.conf())) {
            String present = Files.readString(folder.conf());
            if (!present.startsWith(OURS)) {
                log.info("{} is not ours and stays as it is", folder.conf());
                return newAccount;
            }
            if (present.equals(wanted)) {
                return newAccount;
            }
        }
        StagedFile.write(folder.conf(), wanted).putInForce();
        return true;
    }

    /** Whether a reload may crash this version, so that reloads are few and sessions of MQTT 3.1.1 do not expire. */
    boolean mayCrash() {
        return version.filter(MosquittoProgram::mayCrash).isPresent();
    }

    /** Whether this version reads an ACL in linear time, as versions from 2.1 on do. */
    boolean readsLargeFiles() {
        return version.isPresent() && !mayCrash();
    }

    // The device listener's client ids are forced: else any device could take over another's session. Without
    // set_tcp_nodelay a small answer after another waits for the client's delayed ACK, 40 ms each time: a proof has
    // several.
    String render() {
        return OURS + "\n" + user.map(name -> "user " + name + "\n").orElse("")
                + """
                allow_anonymous false
                acl_file %s
                """.formatted(folder.folder().acl())
                + plugin.map(this::pluginLines).orElse("")
                + """

                persistence true
                persistence_location %s/
                autosave_interval 300
                %s
                max_packet_size 300000
                max_inflight_messages 20
                max_inflight_bytes 2000000
                max_queued_messages 1000
                max_queued_bytes 8388608
                max_keepalive 1800
                queue_qos0_messages false
                sys_interval 10
                set_tcp_nodelay true

                log_dest stderr
                log_dest topic
                log_type error
                log_type warning
                log_type notice
                log_type information
                connection_messages true
                log_timestamp true
                log_timestamp_format %%Y-%%m-%%dT%%H:%%M:%%S

                listener %d
                max_topic_alias 10
                cafile %s
                certfile %s
                keyfile %s
                crlfile %s
                require_certificate true
                use_identity_as_username true
                use_username_as_clientid true
                tls_version tlsv1.2
                ciphers %s
                ciphers_tls1.3 %s
                """.formatted(
                                folder.data(),
                                mayCrash() ? "" : "persistent_client_expiration 14d\n",
                                port,
                                folder.folder().ca(),
                                folder.folder().serverCertificate(),
                                folder.folder().serverKey(),
                                folder.folder().crl(),
                                String.join(
                                        ":",
                                        "ECDHE-ECDSA-AES128-GCM-SHA256",
                                        "ECDHE-ECDSA-AES256-GCM-SHA384",
                                        "ECDHE-RSA-AES128-GCM-SHA256",
                                        "ECDHE-RSA-AES256-GCM-SHA384",
                                        "ECDHE-ECDSA-CHACHA20-POLY1305",
                                        "ECDHE-RSA-CHACHA20-POLY1305"),
                                String.join(
                                        ":",
                                        "TLS_AES_128_GCM_SHA256",
                                        "TLS_AES_256_GCM_SHA384",
                                        "TLS_CHACHA20_POLY1305_SHA256"))
                + (plugin.isPresent() ? adminListener() : "");
    }

    // Client ids are free here: to take over a device's session is how its queue is purged.
    private String adminListener() {
        return """

                listener %d%s
                max_connections 8
                certfile %s
                keyfile %s
                tls_version tlsv1.2
                """.formatted(
                        admin.port(),
                        admin.host().equals(BrokerSettings.HERE) ? " 127.0.0.1" : "",
                        folder.folder().serverCertificate(),
                        folder.folder().serverKey());
    }

    private String pluginLines(Path library) {
        return "plugin " + library + "\nplugin_opt_config_file " + folder.dynamicSecurity() + "\n";
    }
}

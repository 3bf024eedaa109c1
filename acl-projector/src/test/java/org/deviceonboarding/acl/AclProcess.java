package org.deviceonboarding.acl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.event.AuthorityEstablished;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A process with the acl role that minds a Mosquitto, with a log of its own in which devices 1 and 2 were registered. */
public final class AclProcess {
    private AclProcess() {}

    /** @param args the ACL file, the broker's port, its port for us, where the CRL is */
    public static void main(String[] args) throws Exception {
        run(args);
        Thread.currentThread().join(); // there is no server whose threads keep it alive, as there is in the portal
    }

    public static ConfigurableApplicationContext run(String... args) throws IOException {
        AclSideTest.SlowLog log = new AclSideTest.SlowLog();
        String chain = Files.readString(Path.of(args[0]).resolveSibling("ca.crt"));
        Stream<Object> introduction =
                Stream.of(new AuthorityEstablished(new Sha256("00".repeat(32)), "CN=Test Issuing", Instant.MAX, chain));
        Stream<Object> devices =
                Stream.of(TestLog.registered(1), TestLog.issued(1, 1), TestLog.registered(2), TestLog.issued(2, 2));
        Stream.of(introduction, Stream.of((Object[]) TestLog.canaries()), devices)
                .flatMap(events -> events)
                .forEach(log::append);
        return new SpringApplicationBuilder(AclSideTest.OneRole.class)
                .web(WebApplicationType.NONE)
                .profiles("acl")
                .initializers(context -> context.getBeanFactory().registerSingleton("log", log))
                .run(List.of(
                                "--portal.broker.managed=true",
                                "--portal.broker.acl-file=" + args[0],
                                "--portal.broker.port=" + args[1],
                                "--portal.broker.admin-port=" + args[2],
                                "--portal.broker.crl-url=" + args[3])
                        .toArray(String[]::new));
    }
}

package org.deviceonboarding.audit.inquiry.blast;

import java.util.Set;
import java.util.stream.Collectors;
import org.deviceonboarding.audit.inquiry.fold.Suspect;
import org.deviceonboarding.audit.inquiry.fold.Suspicion;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.deviceonboarding.log.read.LogFilter;

/** Which entries of the log may be of a suspect's making. The suspicion itself decides. */
final class Trail {
    private static final Set<String> SIGNED = Set.of("CertificateIssued", "BrokerCertificateIssued");

    private Trail() {}

    static LogFilter of(Suspicion suspicion, Set<String> types) {
        Window window = suspicion.window();
        return switch (suspicion.suspect()) {
            case Suspect.Actor actor ->
                new LogFilter(null, types, actor.name(), null, window.from(), window.to())
                        .orBy(suspicion.keys().keySet());
            case Suspect.Address address ->
                new LogFilter(null, types, null, address.address(), window.from(), window.to())
                        .orBy(suspicion.keys().keySet());
            case Suspect.Authority _ ->
                new LogFilter(
                        null,
                        types.stream().filter(SIGNED::contains).collect(Collectors.toUnmodifiableSet()),
                        null,
                        null,
                        window.from(),
                        window.to());
        };
    }
}

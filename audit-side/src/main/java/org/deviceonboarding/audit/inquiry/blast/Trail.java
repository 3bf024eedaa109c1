package org.deviceonboarding.audit.inquiry.blast;

import java.util.Set;
import org.deviceonboarding.audit.inquiry.fold.Suspect;
import org.deviceonboarding.audit.inquiry.fold.Suspicion;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.deviceonboarding.log.read.LogFilter;

/** Which entries of the log may be of a suspect's making. The suspicion itself decides. */
final class Trail {
    private static final Set<String> SIGNED = Set.of("CertificateIssued", "BrokerCertificateIssued");

    private Trail() {}

    static LogFilter of(Suspicion suspicion, Set<String> types) {
        return switch (suspicion.suspect()) {
            case Suspect.Actor actor ->
                within(suspicion.window(), LogFilter.ALL.types(types).actor(actor.name()))
                        .orBy(suspicion.keys().keySet());
            case Suspect.Address address ->
                within(suspicion.window(), LogFilter.ALL.types(types).address(address.address()))
                        .orBy(suspicion.keys().keySet());
            case Suspect.Authority _ ->
                within(
                        suspicion.window(),
                        LogFilter.ALL.types(
                                types.stream().filter(SIGNED::contains).toList()));
        };
    }

    private static LogFilter within(Window window, LogFilter filter) {
        LogFilter from = window.from() == null ? filter : filter.from(window.from());
        return window.to() == null ? from : from.to(window.to());
    }
}

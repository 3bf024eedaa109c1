package org.deviceonboarding.audit.inquiry.blast;

import java.util.Set;
import org.deviceonboarding.audit.inquiry.fold.Suspect;
import org.deviceonboarding.audit.inquiry.fold.SuspectedCompromise;
import org.deviceonboarding.audit.inquiry.fold.Window;
import org.deviceonboarding.log.read.LogFilter;

/** Selects the entries of the log that a suspect may have caused. {@link SuspectedCompromise} decides about each of them. */
final class SuspectFilter {
    private static final Set<String> SIGNED = Set.of("CertificateIssued", "BrokerCertificateIssued");

    private SuspectFilter() {}

    static LogFilter of(SuspectedCompromise compromise, Set<String> types) {
        return switch (compromise.suspect()) {
            case Suspect.NamedActor actor ->
                within(compromise.window(), LogFilter.ALL.types(types).actor(actor.name()))
                        .orBy(compromise.keys().keySet());
            case Suspect.Address address ->
                within(compromise.window(), LogFilter.ALL.types(types).address(address.address()))
                        .orBy(compromise.keys().keySet());
            case Suspect.Authority _ ->
                within(
                        compromise.window(),
                        LogFilter.ALL.types(
                                types.stream().filter(SIGNED::contains).toList()));
        };
    }

    private static LogFilter within(Window window, LogFilter filter) {
        LogFilter from = window.from() == null ? filter : filter.from(window.from());
        return window.to() == null ? from : from.to(window.to());
    }
}

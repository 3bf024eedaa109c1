package org.deviceonboarding.access.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.deviceonboarding.access.caller.AccessLog;
import org.deviceonboarding.access.caller.AccessRole;
import org.deviceonboarding.access.caller.CallerPrincipal;
import org.deviceonboarding.access.caller.Proof;
import org.deviceonboarding.access.caller.RequestActor;
import org.deviceonboarding.access.caller.Tokens;
import org.deviceonboarding.domain.event.SignedIn;
import org.deviceonboarding.domain.event.SignedOut;
import org.springframework.stereotype.Component;

/**
 * Starts and ends sessions: the row and its event, or neither. Each has a token of its own that was never seen before.
 */
@Component
public class SignIns {
    static final String COOKIE = "onboarding_session";

    private final WebSessions sessions;
    private final SessionProperties properties;
    private final AccessLog events;
    private final Tokens tokens;
    private final Cookies cookies;
    private final InstantSource clock;

    SignIns(
            WebSessions sessions,
            SessionProperties properties,
            AccessLog events,
            Tokens tokens,
            Cookies cookies,
            InstantSource clock) {
        this.sessions = sessions;
        this.properties = properties;
        this.events = events;
        this.tokens = tokens;
        this.cookies = cookies;
        this.clock = clock;
    }

    /** Begins a session of a caller who showed a key or a token. One that this browser was in before ends. */
    public void begin(CallerPrincipal caller, HttpServletRequest request, HttpServletResponse response) {
        end(request);
        String token = tokens.fresh();
        WebSession session =
                new WebSession(tokens.id(), caller.name(), caller.owner(), caller.roles(), caller.proof(), end(caller));
        events.append(RequestActor.of(request, caller), () -> {
            sessions.add(session, token);
            return Optional.of(new SignedIn(session.id(), AccessRole.wireNames(session.roles()), session.expiresAt()));
        });
        cookies.set(request, response, COOKIE, token, null);
        cookies.clear(request, response, CsrfTokens.BEFORE_SIGN_IN);
    }

    /** Ends the session that the request belongs to, if any. */
    void end(HttpServletRequest request, HttpServletResponse response) {
        end(request);
        cookies.clear(request, response, COOKIE);
    }

    private void end(HttpServletRequest request) {
        SessionCookieFilter.session(request)
                .map(SessionCookieFilter.PresentedSession::session)
                .ifPresent(session -> {
                    events.append(
                            RequestActor.of(request, session.caller()),
                            () -> sessions.end(session.id())
                                    ? Optional.of(new SignedOut(session.id()))
                                    : Optional.empty());
                });
    }

    // A session by a key ends with it; one by a token outlives it, since the issuer vouched for the person.
    private Instant end(CallerPrincipal caller) {
        Instant end = clock.instant().plus(properties.longest()).truncatedTo(ChronoUnit.MILLIS);
        Instant proofEnds = caller.expiresAt();
        return caller.proof() instanceof Proof.Key && proofEnds != null && proofEnds.isBefore(end) ? proofEnds : end;
    }
}

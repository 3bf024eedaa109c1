package org.deviceonboarding.domain.event;

/**
 * An event of API keys and sessions: who may call, and who signed in. It concerns no device; no fold minds it. The
 * metadata say whose deed it was.
 */
public sealed interface AccessEvent extends OnboardingEvent
        permits ApiKeyCreated, ApiKeyRevoked, SignedIn, SignedOut, SignInRefused {}

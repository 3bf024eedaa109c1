package org.deviceonboarding.domain.event;

/**
 * Wrong credentials were shown. Only the 1st, 10th, 100th... of an address in a row is in the log, so that nobody can
 * fill it.
 *
 * @param way {@code bearer}, {@code login} or {@code sso}
 * @param attempts how many there were from this address, in the process that counted
 */
@Revision("1")
public record SignInRefused(String way, long attempts) implements AccessEvent {}

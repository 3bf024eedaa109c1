package org.deviceonboarding.log.command;

/** The answer to a change, made from the position in the log of its newest event. */
@FunctionalInterface
public interface ChangeAnswer<T> {
    /** Makes the answer; called again if the change lost a race and is made again. */
    T at(long position);

    /** Whether making the answer stores it, so that it must happen in the transaction of the change. */
    default boolean isStored() {
        return false;
    }
}
